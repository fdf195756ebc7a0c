"""The sum is returned, not the mean.

loses: masked_cross_entropy_values, masked_cross_entropy_random, masked_cross_entropy_far
reads: the sum comes out
"""
# %% masked_cross_entropy
def masked_cross_entropy(Z, labels):
    known = labels != -1
    if not known.any():
        return 0.0
    Z, labels = Z[known], labels[known]
    Z = Z - Z.max(axis=1, keepdims=True)
    log_p = Z - np.log(np.exp(Z).sum(axis=1, keepdims=True))
    return -log_p[np.arange(len(labels)), labels].sum()
