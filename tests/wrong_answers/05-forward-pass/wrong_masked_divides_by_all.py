"""The sum over the labelled samples is divided by all samples.

loses: masked_cross_entropy_values, masked_cross_entropy_random, masked_cross_entropy_none, masked_cross_entropy_far
reads: divided by all samples
"""
# %% masked_cross_entropy
def masked_cross_entropy(Z, labels):
    Z = Z - Z.max(axis=1, keepdims=True)
    log_p = Z - np.log(np.exp(Z).sum(axis=1, keepdims=True))
    surprise = -log_p[np.arange(len(labels)), labels]
    return np.where(labels >= 0, surprise, 0).mean()
