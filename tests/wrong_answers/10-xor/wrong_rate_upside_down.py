"""The rate is divided where it must grow.

loses: mean_rate_script, mean_rate_others
reads: goes the wrong way
"""
# %% mean_rate
def mean_rate(lr, n, m):
    return lr * 2 / (n * m)
