"""A small number is added before the logarithm, which caps the loss.

loses: masked_cross_entropy_far
reads: had a small number added
"""
# %% masked_cross_entropy
def masked_cross_entropy(Z, labels):
    known = labels != -1
    if not known.any():
        return 0.0
    Z, labels = Z[known], labels[known]
    e = np.exp(Z - Z.max(axis=1, keepdims=True))
    p = e / e.sum(axis=1, keepdims=True)
    return -np.log(p[np.arange(len(labels)), labels] + 1e-9).mean()
