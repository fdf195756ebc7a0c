"""Compares the columns of X with the columns of W.

loses: careful_layer_values, careful_layer_flat, careful_layer_biases
reads: it raised ValueError
"""
# %% careful_layer
def careful_layer(X, W, b):
    if X.ndim == 2 and X.shape[1] != W.shape[1]:
        raise ValueError(f"expected {W.shape[1]} columns, got {X.shape}")
    if b.shape != (W.shape[1],):
        raise ValueError(f"expected ({W.shape[1]},), got {b.shape}")
    return X @ W + b
