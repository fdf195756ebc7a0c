"""The gradient of b alone is a mean.

loses: dense_example, dense_bias
reads: the gradient of b is a mean
"""
# %% dense_backward
def dense_backward(X, W, grad_output):
    return grad_output @ W.T, X.T @ grad_output, grad_output.mean(axis=0)
