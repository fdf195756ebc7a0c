"""The logarithm is taken of a probability that was rounded to 0.

loses: masked_cross_entropy_far
reads: rounded to 0
"""
# %% masked_cross_entropy
def masked_cross_entropy(Z, labels):
    known = labels != -1
    if not known.any():
        return 0.0
    Z, labels = Z[known], labels[known]
    e = np.exp(Z - Z.max(axis=1, keepdims=True))
    p = e / e.sum(axis=1, keepdims=True)
    return -np.log(p[np.arange(len(labels)), labels]).mean()
