"""The sum of the precisions is divided by the number of samples.

loses: average_precision_example, average_precision_ties, average_precision_many
reads: divide by the number of ones
"""
# %% average_precision
def average_precision(p, y):
    return sum(np.mean(y[p >= s]) for s in p[y == 1]) / len(p)
