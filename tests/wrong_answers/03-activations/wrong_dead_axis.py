"""The wrong axis: readings at which every unit is off.

loses: dead_share_example, dead_share_many, dead_share_border, dead_share_extremes
reads: the axis is wrong
"""
# %% dead_share
def dead_share(x, w, b):
    return np.mean(np.all(x[:, None] * w + b <= 0, axis=1))
