"""Looks at X alone, like nnlib's Linear.

loses: careful_layer_biases
reads: a bias for each sample instead of each neuron passes unnoticed
"""
# %% careful_layer
def careful_layer(X, W, b):
    if X.ndim != 2 or X.shape[1] != W.shape[0]:
        raise ValueError(f"expected (n, {W.shape[0]}), got {X.shape}")
    return X @ W + b
