"""The caller's velocity is changed.

loses: nesterov_step_velocity, nesterov_step_place, nesterov_step_many, nesterov_step_no_momentum
reads: it changed its argument 2
"""
# %% nesterov_step
def nesterov_step(theta, v, g, lr, mu):
    v *= mu
    v += g
    return theta - lr * (g + mu * v), v
