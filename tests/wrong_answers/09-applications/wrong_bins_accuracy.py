"""The third column is the share of right answers.

loses: calibration_bins_example, calibration_bins_many, calibration_bins_borders
reads: the third column is the share of right answers
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
            table[k, 1:] = p[here].mean(), np.mean((p[here] >= 0.5) == (y[here] == 1))
    return table
