"""The step length is ignored; in the examples it is 1.

loses: largest_rate_others
reads: the division by h squared is missing
"""
# %% largest_rate
def largest_rate(heights, h):
    c = (heights[:, 0] - 2 * heights[:, 1] + heights[:, 2]) / h**2
    return 2 / (c * h**2).max()
