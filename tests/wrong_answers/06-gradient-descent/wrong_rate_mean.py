"""The curvatures are averaged.

loses: largest_rate_directions, largest_rate_others
reads: the curvatures are averaged
"""
# %% largest_rate
def largest_rate(heights, h):
    c = (heights[:, 0] - 2 * heights[:, 1] + heights[:, 2]) / h**2
    return 2 / c.mean()
