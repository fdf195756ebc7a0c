"""The labels are used as they are; as an index, -1 is the last class.

loses: masked_cross_entropy_values, masked_cross_entropy_random, masked_cross_entropy_none, masked_cross_entropy_far
reads: as an index, -1 means the last class
"""
# %% masked_cross_entropy
def masked_cross_entropy(Z, labels):
    Z = Z - Z.max(axis=1, keepdims=True)
    log_p = Z - np.log(np.exp(Z).sum(axis=1, keepdims=True))
    return -log_p[np.arange(len(labels)), labels].mean()
