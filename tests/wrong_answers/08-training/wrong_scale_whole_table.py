"""One median and one range serve the whole table.

loses: robust_scale_train, robust_scale_other, robust_scale_constant
reads: every column has its own
"""
# %% robust_scale
def robust_scale(train, other):
    low, high = np.percentile(train, [25, 75])
    return (train - np.median(train)) / (high - low), (other - np.median(train)) / (high - low)
