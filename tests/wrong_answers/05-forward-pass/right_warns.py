"""Both branches are always computed, so NumPy warns of overflow and division by zero; the answers are right.

loses: nothing
"""
# %% softmax_t
def softmax_t(Z, T):
    top = (Z == Z.max(axis=1, keepdims=True)).astype(float)
    e = np.exp((Z - Z.max(axis=1, keepdims=True)) / np.float64(T))
    if np.isnan(e).any():
        e = top
    return e / e.sum(axis=1, keepdims=True)
# %% weighted_bce
def weighted_bce(z, y, weight):
    z = z if z.ndim == 1 else z[:, 0]
    yes = np.where(z < -30, -z, np.log1p(np.exp(-z)))
    no = np.where(z > 30, z, np.log1p(np.exp(z)))
    loss = 0
    for i in range(len(y)):
        loss += weight * yes[i] if y[i] else no[i]
    return loss / len(y)
# %% masked_cross_entropy
def masked_cross_entropy(Z, labels):
    Z = Z - Z.max(axis=1, keepdims=True)
    log_p = Z - np.log(np.sum(np.exp(Z), axis=1))[:, None]
    known = (labels >= 0).astype(float)
    mean = -np.sum(known * log_p[np.arange(len(labels)), labels]) / known.sum()
    return np.nan_to_num(mean)
