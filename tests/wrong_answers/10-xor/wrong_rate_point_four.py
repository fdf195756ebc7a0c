"""The factor 2 of the square is forgotten: 0.4 for 0.2.

loses: mean_rate_script, mean_rate_others
reads: the square's factor 2 is forgotten
"""
# %% mean_rate
def mean_rate(lr, n, m):
    return lr * n * m
