"""The constant -1 is kept when the slope is taken.

loses: elu_slope_example, elu_slope_many
reads: the output, not the slope
"""
# %% elu_slope
def elu_slope(z, alpha):
    return np.where(z > 0, 1.0, alpha * (np.exp(z) - 1))
