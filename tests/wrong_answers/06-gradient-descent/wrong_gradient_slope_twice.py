"""The slope of the sigmoid is multiplied in once more.

loses: weighted_gradient_example, weighted_gradient_doubled, weighted_gradient_values, weighted_gradient_tails
reads: the slope of the sigmoid comes in twice
"""
# %% weighted_gradient
def weighted_gradient(X, y, v, w, b):
    z = X @ w + b
    with np.errstate(over="ignore"):
        p = 1 / (1 + np.exp(-z))
    error = v * (p - y) * p * (1 - p) / v.sum()
    return X.T @ error, error.sum()
