"""eps is forgotten: 0 / 0 where the ground is level.

loses: rmsprop_step_place, rmsprop_step_many, rmsprop_step_level
reads: becomes nan
"""
# %% rmsprop_step
def rmsprop_step(theta, s, g, lr, beta, eps):
    s = beta * s + (1 - beta) * g**2
    return theta - lr * g / np.sqrt(s), s
