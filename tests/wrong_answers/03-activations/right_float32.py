"""Everything in float32.

loses: nothing
"""
# %% central_slopes
def central_slopes(a, h):
    a32 = np.float32(a)
    return (a32[2:] - a32[:-2]) / np.float32(2 * h)
# %% soft_switch
def soft_switch(x, centre, width):
    z = (np.float32(x) - np.float32(centre)) / np.float32(width)
    with np.errstate(over="ignore"):
        a = np.float32(1) / (np.float32(1) + np.exp(-z))
    return a, a * (1 - a) / np.float32(width)
# %% softplus
def softplus(z):
    z = np.float32(z)
    return np.maximum(z, np.float32(0)) + np.log1p(np.exp(-np.abs(z)))
# %% elu
def elu(z, alpha):
    z = np.asarray(z, dtype=np.float32)
    return np.where(z > 0, z, np.float32(alpha) * (np.exp(np.minimum(z, 0)) - np.float32(1)))
# %% elu_slope
def elu_slope(z, alpha):
    z = np.asarray(z, dtype=np.float32)
    return np.where(z > 0, np.float32(1), np.float32(alpha) * np.exp(np.minimum(z, 0)))
# %% dead_share
def dead_share(x, w, b):
    table = np.float32(x)[:, None] * np.float32(w) + np.float32(b)
    return np.float32(np.mean(np.max(table, axis=0) <= 0))
