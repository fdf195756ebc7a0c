"""Returns the message instead of raising it.

loses: careful_layer_columns, careful_layer_flat, careful_layer_biases
reads: it raised nothing, we expect ValueError
"""
# %% careful_layer
def careful_layer(X, W, b):
    if X.ndim != 2 or X.shape[1] != W.shape[0]:
        return f"expected (n, {W.shape[0]}), got {X.shape}"
    if b.shape != (W.shape[1],):
        return f"expected ({W.shape[1]},), got {b.shape}"
    return X @ W + b
