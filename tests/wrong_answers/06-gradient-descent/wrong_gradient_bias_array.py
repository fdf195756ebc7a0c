"""The slope of the bias is not summed over the samples.

loses: weighted_gradient_shape, weighted_gradient_example, weighted_gradient_doubled, weighted_gradient_values, weighted_gradient_tails
reads: was the sum over samples forgotten
"""
# %% weighted_gradient
def weighted_gradient(X, y, v, w, b):
    z = X @ w + b
    with np.errstate(over="ignore"):
        p = 1 / (1 + np.exp(-z))
    error = v * (p - y) / v.sum()
    return X.T @ error, error
