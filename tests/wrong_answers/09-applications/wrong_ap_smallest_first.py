"""The list starts with the smallest score.

loses: average_precision_example, average_precision_ties, average_precision_many
reads: the list starts with the smallest score
"""
# %% average_precision
def average_precision(p, y):
    return np.mean([np.mean(y[p <= s]) for s in p[y == 1]])
