"""Raises without saying which shape came.

loses: careful_layer_columns, careful_layer_flat, careful_layer_biases
reads: the message should contain the shape of X that came
"""
# %% careful_layer
def careful_layer(X, W, b):
    if X.ndim != 2 or X.shape[1] != W.shape[0] or b.shape != (W.shape[1],):
        raise ValueError("wrong shape")
    return X @ W + b
