"""Every row is looked up with every label, because the list of rows is missing from the index.

loses: masked_cross_entropy_values, masked_cross_entropy_random
reads: every row meets every label
"""
# %% masked_cross_entropy
def masked_cross_entropy(Z, labels):
    known = labels != -1
    if not known.any():
        return 0.0
    Z, labels = Z[known], labels[known]
    Z = Z - Z.max(axis=1, keepdims=True)
    log_p = Z - np.log(np.exp(Z).sum(axis=1, keepdims=True))
    return -np.mean(log_p[:, labels])
