"""Without any label the mean divides by zero.

loses: masked_cross_entropy_none
reads: divides by 0 and gives nan
"""
# %% masked_cross_entropy
def masked_cross_entropy(Z, labels):
    Z, labels = Z[labels >= 0], labels[labels >= 0]
    Z = Z - Z.max(axis=1, keepdims=True)
    log_p = Z - np.log(np.exp(Z).sum(axis=1, keepdims=True))
    return -log_p[np.arange(len(labels)), labels].mean()
