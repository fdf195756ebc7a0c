"""One reading at which a unit is off is enough.

loses: dead_share_example, dead_share_many, dead_share_border, dead_share_extremes
reads: off for any reading
"""
# %% dead_share
def dead_share(x, w, b):
    return np.mean(np.any(x[:, None] * w + b <= 0, axis=0))
