"""Other routes to the same numbers: elu_slope through elu, tails by two branches.

loses: nothing
"""
# %% central_slopes
def central_slopes(a, h):
    right, left = np.diff(a)[1:] / h, np.diff(a)[:-1] / h
    return (right + left) / 2
# %% soft_switch
def soft_switch(x, centre, width):
    z = np.clip((x - centre) / width, -500, 500)
    p, q = 1 / (1 + np.exp(-z)), 1 / (1 + np.exp(z))
    return p, p * q / width
# %% softplus
def softplus(z):
    z = np.asarray(z)
    t = np.exp(-abs(z))
    return np.where(z > 0, z + np.log1p(t), np.log1p(t))
# %% elu_slope
def elu_slope(z, alpha):
    return np.where(z > 0, 1, elu(z, alpha) + alpha)
# %% dead_share
def dead_share(x, w, b):
    on = (x.reshape(-1, 1) @ w.reshape(1, -1) + b) > 0
    return float((on.sum(axis=0) == 0).sum() / len(b))
