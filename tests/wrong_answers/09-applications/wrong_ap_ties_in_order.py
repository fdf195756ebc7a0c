"""Equal scores enter the list in the order of the array.

loses: average_precision_ties, average_precision_many
reads: in the order of the array; they enter together
"""
# %% average_precision
def average_precision(p, y):
    hits = y[np.argsort(-p, kind="stable")]
    precision = np.cumsum(hits) / np.arange(1, len(y) + 1)
    return precision[hits == 1].mean()
