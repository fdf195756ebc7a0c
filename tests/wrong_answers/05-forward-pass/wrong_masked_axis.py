"""Softmax adds up down the columns, over samples.

loses: masked_cross_entropy_values, masked_cross_entropy_random, masked_cross_entropy_none, masked_cross_entropy_far
reads: down the columns
"""
# %% masked_cross_entropy
def masked_cross_entropy(Z, labels):
    known = labels != -1
    if not known.any():
        return 0.0
    Z, labels = Z[known], labels[known]
    p = np.exp(Z) / np.exp(Z).sum(axis=0)
    return -np.log(p[np.arange(len(labels)), labels]).mean()
