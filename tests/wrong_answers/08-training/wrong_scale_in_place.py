"""The tables of the caller are changed.

loses: robust_scale_train, robust_scale_other, robust_scale_constant
reads: it changed its arguments 1 and 2
"""
# %% robust_scale
def robust_scale(train, other):
    low, high = np.percentile(train, [25, 75], axis=0)
    middle, spread = np.median(train, axis=0), np.where(high == low, 1, high - low)
    train -= middle
    train /= spread
    other -= middle
    other /= spread
    return train, other
