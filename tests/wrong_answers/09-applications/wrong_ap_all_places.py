"""The mean runs over every place of the list, not just over the ones.

loses: average_precision_example, average_precision_ties, average_precision_many
reads: the mean is taken over all five places
"""
# %% average_precision
def average_precision(p, y):
    return np.mean([np.mean(y[p >= s]) for s in p])
