"""The output is added into the caller's X.

loses: forward_skip_shape, forward_skip_values, forward_skip_batch
reads: it changed its argument 1
"""
# %% forward_skip
def forward_skip(X, W1, b1, W2, b2):
    A = np.maximum(X @ W1 + b1, 0)
    X += A @ W2 + b2
    return X
