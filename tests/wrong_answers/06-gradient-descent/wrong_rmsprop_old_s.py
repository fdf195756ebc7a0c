"""The step uses the old mean square.

loses: rmsprop_step_place, rmsprop_step_many, rmsprop_step_level
reads: the old s is used in the step
"""
# %% rmsprop_step
def rmsprop_step(theta, s, g, lr, beta, eps):
    return theta - lr * g / (np.sqrt(s) + eps), beta * s + (1 - beta) * g**2
