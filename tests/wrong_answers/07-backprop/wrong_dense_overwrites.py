"""A loop over samples assigns where it should add.

loses: dense_example, dense_weight, dense_bias
reads: from the last sample alone: `=` where `+=` is needed
"""
# %% dense_backward
def dense_backward(X, W, grad_output):
    dX = np.zeros_like(X)
    for i in range(len(X)):
        dX[i] = W @ grad_output[i]
        dW = np.outer(X[i], grad_output[i])
        db = grad_output[i]
    return dX, dW, db
