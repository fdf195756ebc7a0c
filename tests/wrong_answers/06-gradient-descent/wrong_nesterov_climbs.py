"""Plus for minus.

loses: nesterov_step_place, nesterov_step_many, nesterov_step_no_momentum
reads: it climbs
"""
# %% nesterov_step
def nesterov_step(theta, v, g, lr, mu):
    v = mu * v + g
    return theta + lr * (g + mu * v), v
