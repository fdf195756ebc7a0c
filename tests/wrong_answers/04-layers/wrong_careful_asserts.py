"""Uses assert, which raises an AssertionError.

loses: careful_layer_columns, careful_layer_flat, careful_layer_biases
reads: it raised AssertionError, we expect ValueError
"""
# %% careful_layer
def careful_layer(X, W, b):
    assert X.ndim == 2 and X.shape[1] == W.shape[0], f"got {X.shape}"
    assert b.shape == (W.shape[1],), f"got {b.shape}"
    return X @ W + b
