"""The slope of ReLU: 0 on the left.

loses: elu_slope_example, elu_slope_many
reads: the slope of ReLU
"""
# %% elu_slope
def elu_slope(z, alpha):
    return (z > 0).astype(float)
