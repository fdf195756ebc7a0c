"""beta and 1 - beta are exchanged. With beta 0.5 nobody sees it.

loses: rmsprop_step_square, rmsprop_step_place, rmsprop_step_many
reads: beta and 1 - beta are exchanged
"""
# %% rmsprop_step
def rmsprop_step(theta, s, g, lr, beta, eps):
    s = (1 - beta) * s + beta * g**2
    return theta - lr * g / (np.sqrt(s) + eps), s
