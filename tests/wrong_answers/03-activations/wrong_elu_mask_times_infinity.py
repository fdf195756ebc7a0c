"""The sides are chosen by multiplying with conditions: 0 times infinity.

loses: elu_many, elu_slope_many
reads: 0 times infinity
"""
# %% elu
def elu(z, alpha):
    return (z > 0) * z + (z <= 0) * alpha * (np.exp(z) - 1)
# %% elu_slope
def elu_slope(z, alpha):
    return (z > 0) + (z <= 0) * alpha * np.exp(z)
