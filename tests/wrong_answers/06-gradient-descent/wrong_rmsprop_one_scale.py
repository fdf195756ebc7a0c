"""One mean over all coordinates divides them all.

loses: rmsprop_step_place, rmsprop_step_many, rmsprop_step_level
reads: one number divides all coordinates
"""
# %% rmsprop_step
def rmsprop_step(theta, s, g, lr, beta, eps):
    s = beta * s + (1 - beta) * g**2
    return theta - lr * g / (np.sqrt(np.mean(s)) + eps), s
