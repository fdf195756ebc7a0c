"""Velocity and place come back in the wrong order.

loses: nesterov_step_velocity, nesterov_step_place, nesterov_step_many, nesterov_step_no_momentum
reads: place and velocity are exchanged
"""
# %% nesterov_step
def nesterov_step(theta, v, g, lr, mu):
    v = mu * v + g
    return v, theta - lr * (g + mu * v)
