"""A prediction on a border goes to the lower bin.

loses: calibration_bins_borders
reads: a prediction on a border goes to the lower bin
"""
# %% calibration_bins
def calibration_bins(p, y, bins):
    table = np.full((bins, 3), np.nan)
    for k in range(bins):
        here = (p > k / bins) & (p <= (k + 1) / bins)
        if k == 0:
            here = p <= 1 / bins
        table[k, 0] = here.sum()
        if here.any():
            table[k, 1:] = p[here].mean(), y[here].mean()
    return table
