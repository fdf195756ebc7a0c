"""The gradient enters with 1 - mu, as in Adam's running mean.

loses: nesterov_step_velocity, nesterov_step_place, nesterov_step_many
reads: the gradient is multiplied by 1 - mu
"""
# %% nesterov_step
def nesterov_step(theta, v, g, lr, mu):
    v = mu * v + (1 - mu) * g
    return theta - lr * (g + mu * v), v
