"""Everything in float32, with prints left in and whole numbers for weights.

loses: nothing
"""
# %% layer_from_neurons
def layer_from_neurons(neurons):
    print("got", len(neurons), "neurons")
    W = np.zeros((len(neurons[0][0]), len(neurons)), dtype=np.float32)
    b = np.zeros(len(neurons), dtype=np.float32)
    for column, (weights, bias) in enumerate(neurons):
        W[:, column] = weights
        b[column] = bias
    return W, b
# %% count_parameters
def count_parameters(sizes):
    return float(np.sum([np.zeros((d + 1, m), dtype=np.float32).size for d, m in zip(sizes, sizes[1:])]))
# %% careful_layer
def careful_layer(X, W, b):
    if not (X.ndim == 2 and X.shape[1] == len(W)):
        raise ValueError(f"X: {X.shape}")
    if not (b.ndim == 1 and len(b) == W.shape[1]):
        raise ValueError(f"b: {b.shape}")
    return np.float32(X) @ np.float32(W) + np.float32(b)
# %% exactly_one
def exactly_one():
    W1 = np.ones((3, 3), dtype=np.int64)
    return W1, np.float32([-0.5, -1.5, -2.5]), np.int64([[1], [-1], [0]]), np.int64([-1])
# %% collapse
def collapse(layers):
    W, b = np.float32(layers[0][0]), np.float32(layers[0][1])
    for V, c in layers[1:]:
        b = b @ np.float32(V) + np.float32(c)
        W = W @ np.float32(V)
    return W, b
