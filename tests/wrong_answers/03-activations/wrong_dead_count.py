"""The number of dead units, not their share.

loses: dead_share_example, dead_share_many, dead_share_border, dead_share_extremes
reads: dead units are counted
"""
# %% dead_share
def dead_share(x, w, b):
    return sum(all(xi * wj + bj <= 0 for xi in x) for wj, bj in zip(w, b))
