"""The gradient of b keeps an axis of length 1.

loses: dense_shapes, dense_example, dense_bias
reads: the gradient of b has two axes
"""
# %% dense_backward
def dense_backward(X, W, grad_output):
    return grad_output @ W.T, X.T @ grad_output, grad_output.sum(axis=0, keepdims=True)
