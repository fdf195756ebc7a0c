"""NumPy in one line each: zip, einsum, reduce.

loses: nothing
"""
# %% layer_from_neurons
def layer_from_neurons(neurons):
    weights, biases = zip(*neurons)
    return np.array(weights).T, np.array(biases)
# %% count_parameters
def count_parameters(sizes):
    s = np.array(sizes)
    return (s[:-1] + 1) @ s[1:]
# %% careful_layer
def careful_layer(X, W, b):
    for name, array, shape in (("X", X, (len(X), len(W))), ("b", b, W.shape[1:])):
        if array.shape != shape:
            raise ValueError(f"expected {name} of shape {shape}, got {array.shape}")
    return np.einsum("nd,dm->nm", X, W) + b
# %% exactly_one
def exactly_one():
    return np.ones((3, 2)) * [1, -1], np.array([-0.5, 1.5]), np.ones((2, 1)), np.array([-1.5])
# %% collapse
def collapse(layers):
    from functools import reduce

    return reduce(lambda one, two: (one[0] @ two[0], one[1] @ two[0] + two[1]), layers)
