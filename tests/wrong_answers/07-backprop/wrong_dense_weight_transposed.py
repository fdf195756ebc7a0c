"""The gradient of W comes out transposed.

loses: dense_shapes, dense_example, dense_weight
reads: the gradient of W is transposed
"""
# %% dense_backward
def dense_backward(X, W, grad_output):
    return grad_output @ W.T, grad_output.T @ X, grad_output.sum(axis=0)
