"""W is transposed only where the shapes force it.

loses: dense_example, dense_input
reads: W is not transposed on the way back: in a square layer the shape fits all the same
"""
# %% dense_backward
def dense_backward(X, W, grad_output):
    dX = grad_output @ (W if W.shape[0] == W.shape[1] else W.T)
    return dX, X.T @ grad_output, grad_output.sum(axis=0)
