"""Counts the biases without looking at their shape.

loses: careful_layer_biases
reads: biases in a table with one row pass unnoticed
"""
# %% careful_layer
def careful_layer(X, W, b):
    if X.ndim != 2 or X.shape[1] != W.shape[0]:
        raise ValueError(f"expected (n, {W.shape[0]}), got {X.shape}")
    if b.size != W.shape[1]:
        raise ValueError(f"expected {W.shape[1]} biases, got {b.shape}")
    return X @ W + b
