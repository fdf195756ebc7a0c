"""A prediction of exactly 1 falls out of the last bin.

loses: calibration_bins_example, calibration_bins_borders
reads: p = 1 is lost
"""
# %% calibration_bins
def calibration_bins(p, y, bins):
    table = np.full((bins, 3), np.nan)
    for k in range(bins):
        here = (p >= k / bins) & (p < (k + 1) / bins)
        table[k, 0] = here.sum()
        if here.any():
            table[k, 1:] = p[here].mean(), y[here].mean()
    return table
