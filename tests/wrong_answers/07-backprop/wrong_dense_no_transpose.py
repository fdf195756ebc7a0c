"""W is not transposed for dX: silent where it is square, an error elsewhere.

loses: dense_shapes, dense_example, dense_weight, dense_input, dense_bias
reads: W is not transposed on the way back
"""
# %% dense_backward
def dense_backward(X, W, grad_output):
    return grad_output @ W, X.T @ grad_output, grad_output.sum(axis=0)
