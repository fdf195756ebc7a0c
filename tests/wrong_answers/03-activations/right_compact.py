"""The shortest forms, with NumPy's own helpers and einsum.

loses: nothing
"""
# %% central_slopes
def central_slopes(a, h):
    return np.gradient(a, h)[1:-1]
# %% soft_switch
def soft_switch(x, centre, width):
    a = np.tanh((x - centre) / width / 2) / 2 + 0.5
    return a, a * (1 - a) / width
# %% softplus
def softplus(z):
    return np.logaddexp(0, z)
# %% elu
def elu(z, alpha):
    return np.maximum(z, 0) + alpha * np.expm1(np.minimum(z, 0))
# %% elu_slope
def elu_slope(z, alpha):
    return np.where(z > 0, 1, alpha * np.exp(np.minimum(z, 0)))
# %% dead_share
def dead_share(x, w, b):
    return 1 - np.any(np.einsum("i,j->ij", x, w) > -b, axis=0).mean()
