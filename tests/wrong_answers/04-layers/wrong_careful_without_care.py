"""Multiplies and adds without looking at shapes.

loses: careful_layer_columns, careful_layer_flat, careful_layer_biases
reads: look at the shape before you multiply
"""
# %% careful_layer
def careful_layer(X, W, b):
    return X @ W + b
