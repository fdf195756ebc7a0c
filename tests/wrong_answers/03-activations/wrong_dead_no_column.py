"""`x * w + b` without making the readings a column.

loses: dead_share_example, dead_share_many, dead_share_border, dead_share_extremes
reads: when called with arrays
"""
# %% dead_share
def dead_share(x, w, b):
    return np.mean(np.all(x * w + b <= 0, axis=0))
