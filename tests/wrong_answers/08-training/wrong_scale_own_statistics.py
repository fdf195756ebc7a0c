"""The second table is scaled by its own median and range.

loses: robust_scale_other, robust_scale_constant
reads: its scaled median is exactly 0
"""
# %% robust_scale
def robust_scale(train, other):
    def scaled(table):
        low, high = np.percentile(table, [25, 75], axis=0)
        return (table - np.median(table, axis=0)) / np.where(high == low, 1, high - low)
    return scaled(train), scaled(other)
