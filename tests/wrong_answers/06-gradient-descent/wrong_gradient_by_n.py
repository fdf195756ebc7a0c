"""It divides by the number of samples.

loses: weighted_gradient_example, weighted_gradient_doubled, weighted_gradient_values, weighted_gradient_tails
reads: it divides by n
"""
# %% weighted_gradient
def weighted_gradient(X, y, v, w, b):
    z = X @ w + b
    with np.errstate(over="ignore"):
        p = 1 / (1 + np.exp(-z))
    error = v * (p - y) / len(y)
    return X.T @ error, error.sum()
