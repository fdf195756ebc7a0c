"""A rate for each direction comes out.

loses: largest_rate_example, largest_rate_directions, largest_rate_others
reads: one rate serves all directions
"""
# %% largest_rate
def largest_rate(heights, h):
    c = (heights[:, 0] - 2 * heights[:, 1] + heights[:, 2]) / h**2
    return 2 / c
