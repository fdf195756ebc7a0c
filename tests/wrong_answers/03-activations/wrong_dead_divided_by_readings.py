"""Divided by the number of readings.

loses: dead_share_example, dead_share_many, dead_share_border, dead_share_extremes
reads: divided by the number of readings
"""
# %% dead_share
def dead_share(x, w, b):
    return np.sum(np.all(np.outer(x, w) + b <= 0, axis=0)) / len(x)
