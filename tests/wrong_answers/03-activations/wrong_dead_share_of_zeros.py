"""The share of zeros in the table, not of units.

loses: dead_share_example, dead_share_many, dead_share_border, dead_share_extremes
reads: the share of zeros in the whole table
"""
# %% dead_share
def dead_share(x, w, b):
    return np.mean(np.maximum(x[:, None] * w + b, 0) == 0)
