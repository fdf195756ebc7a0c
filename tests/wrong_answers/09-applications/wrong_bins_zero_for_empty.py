"""An empty bin is full of zeros.

loses: calibration_bins_example
reads: an empty bin says 0
"""
# %% calibration_bins
def calibration_bins(p, y, bins):
    table = np.zeros((bins, 3))
    for k in range(bins):
        here = (p >= k / bins) & (p < (k + 1) / bins)
        if k == bins - 1:
            here = p >= k / bins
        table[k, 0] = here.sum()
        if here.any():
            table[k, 1:] = p[here].mean(), y[here].mean()
    return table
