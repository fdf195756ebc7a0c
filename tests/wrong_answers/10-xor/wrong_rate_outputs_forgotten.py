"""Only the samples are counted, not the outputs.

loses: mean_rate_others
reads: the outputs are not counted
"""
# %% mean_rate
def mean_rate(lr, n, m):
    return lr * n / 2
