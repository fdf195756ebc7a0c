"""A leaky ReLU and its slope.

loses: elu_example, elu_many, elu_slope_example, elu_slope_many
reads: leaky ReLU
"""
# %% elu
def elu(z, alpha):
    return np.where(z > 0, z, alpha * z)
# %% elu_slope
def elu_slope(z, alpha):
    return np.where(z > 0, 1.0, alpha)
