"""The rate that reaches the bottom in one step is taken for the largest stable one.

loses: largest_rate_example, largest_rate_directions, largest_rate_others
reads: this is 1 / curvature
"""
# %% largest_rate
def largest_rate(heights, h):
    c = (heights[:, 0] - 2 * heights[:, 1] + heights[:, 2]) / h**2
    return 1 / c.max()
