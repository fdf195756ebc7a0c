"""It divides by h where h squared is needed.

loses: largest_rate_others
reads: it divides by h where
"""
# %% largest_rate
def largest_rate(heights, h):
    c = (heights[:, 0] - 2 * heights[:, 1] + heights[:, 2]) / h**2
    return 2 / (c * h).max()
