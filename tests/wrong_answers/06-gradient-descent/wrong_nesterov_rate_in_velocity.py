"""The learning rate is put into the velocity, as another convention has it.

loses: nesterov_step_velocity, nesterov_step_place, nesterov_step_many
reads: the learning rate belongs in the step
"""
# %% nesterov_step
def nesterov_step(theta, v, g, lr, mu):
    v = mu * v + lr * g
    return theta - (lr * g + mu * v), v
