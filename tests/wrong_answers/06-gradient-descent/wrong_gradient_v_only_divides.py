"""It divides by the sum of v, and forgets to multiply each error by its own v.

loses: weighted_gradient_example, weighted_gradient_doubled, weighted_gradient_values, weighted_gradient_tails
reads: v is in the division alone
"""
# %% weighted_gradient
def weighted_gradient(X, y, v, w, b):
    z = X @ w + b
    with np.errstate(over="ignore"):
        p = 1 / (1 + np.exp(-z))
    error = (p - y) / v.sum()
    return X.T @ error, error.sum()
