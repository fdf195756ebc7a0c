"""One line each: einsum, logaddexp.reduce, clip.

loses: nothing
"""
# %% forward_skip
def forward_skip(X, W1, b1, W2, b2):
    return np.einsum('nm,md->nd', (np.einsum('nd,dm->nm', X, W1) + b1).clip(0), W2) + b2 + X
# %% softmax_t
def softmax_t(Z, T):
    top = Z == Z.max(axis=1, keepdims=True)
    if not T:
        return top / top.sum(1, keepdims=True)
    return np.exp(Z / T - np.logaddexp.reduce(Z / T, axis=1, keepdims=True))
# %% weighted_bce
def weighted_bce(z, y, weight):
    z = z.ravel()
    return np.where(y == 1, weight, 1) @ np.logaddexp(0, np.where(y == 1, -z, z)) / len(z)
# %% masked_cross_entropy
def masked_cross_entropy(Z, labels):
    i = np.flatnonzero(labels + 1)
    return (np.logaddexp.reduce(Z[i], axis=1) - Z[i, labels[i]]).sum() / max(1, len(i))
# %% huber
def huber(prediction, target, delta):
    e = abs(prediction - target)
    small = e.clip(max=delta)
    return (small * (e - small / 2)).mean()
