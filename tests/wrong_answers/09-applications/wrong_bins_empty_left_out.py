"""Empty bins have no row.

loses: calibration_bins_example
reads: empty bins are left out
"""
# %% calibration_bins
def calibration_bins(p, y, bins):
    which = np.minimum(np.floor(p * bins), bins - 1)
    return np.array([[np.sum(which == k), p[which == k].mean(), y[which == k].mean()] for k in np.unique(which)])
