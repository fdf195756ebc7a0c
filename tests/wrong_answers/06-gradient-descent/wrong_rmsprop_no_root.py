"""The root is forgotten.

loses: rmsprop_step_place, rmsprop_step_many, rmsprop_step_level
reads: the root is missing
"""
# %% rmsprop_step
def rmsprop_step(theta, s, g, lr, beta, eps):
    s = beta * s + (1 - beta) * g**2
    return theta - lr * g / (s + eps), s
