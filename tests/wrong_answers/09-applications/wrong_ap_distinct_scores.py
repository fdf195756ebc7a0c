"""The mean runs over the distinct scores that hold a one, not over the ones.

loses: average_precision_many
reads: where many scores are equal
"""
# %% average_precision
def average_precision(p, y):
    return np.mean([np.mean(y[p >= s]) for s in np.unique(p[y == 1])])
