"""A sample does not count itself.

loses: average_precision_example, average_precision_ties, average_precision_many
reads: `>` where `>=` is needed
"""
# %% average_precision
def average_precision(p, y):
    return np.mean([np.mean(y[p > s]) if np.any(p > s) else np.nan for s in p[y == 1]])
