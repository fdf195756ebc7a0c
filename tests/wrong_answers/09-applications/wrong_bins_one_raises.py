"""A prediction of exactly 1 gets the number of a bin that is not there.

loses: calibration_bins_example, calibration_bins_borders
reads: it raised IndexError
"""
# %% calibration_bins
def calibration_bins(p, y, bins):
    table = np.zeros((bins, 3))
    for p_i, y_i in zip(p, y):
        table[int(p_i * bins)] += 1, p_i, y_i
    table[:, 1:] /= table[:, :1]
    return table
