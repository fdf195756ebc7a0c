"""Alpha is forgotten in both.

loses: elu_example, elu_many, elu_slope_example, elu_slope_many
reads: alpha is missing
"""
# %% elu
def elu(z, alpha):
    return np.where(z > 0, z, np.expm1(np.minimum(z, 0)))
# %% elu_slope
def elu_slope(z, alpha):
    return np.where(z > 0, 1, np.exp(np.minimum(z, 0)))
