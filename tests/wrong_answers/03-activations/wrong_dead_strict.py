"""A unit whose sum is exactly 0 is taken to be on.

loses: dead_share_border
reads: at exactly 0
"""
# %% dead_share
def dead_share(x, w, b):
    return np.mean(np.all(x[:, None] * w + b < 0, axis=0))
