"""The samples are added up into one row.

loses: forward_skip_shape, forward_skip_batch
reads: the output has the shape of X, one row for each sample
"""
# %% forward_skip
def forward_skip(X, W1, b1, W2, b2):
    A = np.maximum(X @ W1 + b1, 0)
    return (A @ W2 + b2 + X).sum(axis=0, keepdims=True)
