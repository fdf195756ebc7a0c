"""The scale is learned on both tables together.

loses: robust_scale_train, robust_scale_other
reads: the test set leaks into it
"""
# %% robust_scale
def robust_scale(train, other):
    both = np.vstack([train, other])
    low, high = np.percentile(both, [25, 75], axis=0)
    middle, spread = np.median(both, axis=0), np.where(high == low, 1, high - low)
    return (train - middle) / spread, (other - middle) / spread
