"""The middle of the bin stands for the mean prediction.

loses: calibration_bins_example, calibration_bins_many, calibration_bins_borders
reads: the middles of the bins
"""
# %% calibration_bins
def calibration_bins(p, y, bins):
    table = np.full((bins, 3), np.nan)
    for k in range(bins):
        here = (p >= k / bins) & (p < (k + 1) / bins)
        if k == bins - 1:
            here = p >= k / bins
        table[k, 0] = here.sum()
        if here.any():
            table[k, 1:] = (k + 0.5) / bins, y[here].mean()
    return table
