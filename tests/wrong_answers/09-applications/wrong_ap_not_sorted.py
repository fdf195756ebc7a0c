"""The list is never sorted.

loses: average_precision_example, average_precision_ties, average_precision_many
reads: the list is not sorted by the score
"""
# %% average_precision
def average_precision(p, y):
    precision = np.cumsum(y) / np.arange(1, len(y) + 1)
    return precision[y == 1].mean()
