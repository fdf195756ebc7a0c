"""The precision at the threshold 0.5, instead of the whole list.

loses: average_precision_example, average_precision_ties, average_precision_many
reads: this is the precision at 0.5
"""
# %% average_precision
def average_precision(p, y):
    return np.mean(y[p >= 0.5])
