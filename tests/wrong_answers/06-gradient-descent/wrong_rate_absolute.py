"""A direction that curves downward limits the rate.

loses: largest_rate_others
reads: a direction that curves downward sets no limit
"""
# %% largest_rate
def largest_rate(heights, h):
    c = (heights[:, 0] - 2 * heights[:, 1] + heights[:, 2]) / h**2
    return 2 / np.abs(c).max()
