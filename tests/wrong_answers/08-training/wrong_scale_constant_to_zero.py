"""A column with quartile range 0 is set to 0 in both tables.

loses: robust_scale_constant
reads: is set to 0
"""
# %% robust_scale
def robust_scale(train, other):
    low, high = np.percentile(train, [25, 75], axis=0)
    middle, spread = np.median(train, axis=0), high - low
    return tuple(np.where(spread == 0, 0.0, (t - middle) / np.where(spread == 0, 1, spread)) for t in (train, other))
