"""A quartile range of 0 divides.

loses: robust_scale_constant
reads: it should only be shifted
"""
# %% robust_scale
def robust_scale(train, other):
    low, high = np.percentile(train, [25, 75], axis=0)
    middle = np.median(train, axis=0)
    return (train - middle) / (high - low), (other - middle) / (high - low)
