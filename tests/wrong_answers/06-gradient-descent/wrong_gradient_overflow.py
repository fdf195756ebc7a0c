"""exp(z) / (1 + exp(z)) overflows to nan.

loses: weighted_gradient_tails
reads: far from 0, p is 0 or 1
"""
# %% weighted_gradient
def weighted_gradient(X, y, v, w, b):
    e = np.exp(X @ w + b)
    error = v * (e / (1 + e) - y) / v.sum()
    return X.T @ error, error.sum()
