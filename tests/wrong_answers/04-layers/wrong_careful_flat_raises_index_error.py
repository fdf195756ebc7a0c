"""Asks for the columns of a flat X before its number of axes.

loses: careful_layer_flat
reads: it raised IndexError, we expect ValueError
"""
# %% careful_layer
def careful_layer(X, W, b):
    if X.shape[1] != W.shape[0] or X.ndim != 2:
        raise ValueError(f"expected (n, {W.shape[0]}), got {X.shape}")
    if b.shape != (W.shape[1],):
        raise ValueError(f"expected ({W.shape[1]},), got {b.shape}")
    return X @ W + b
