"""Only W is returned.

loses: layer_from_neurons_shapes, layer_from_neurons_weights, layer_from_neurons_biases, layer_from_neurons_sums
reads: it should return a pair, `W, b`
"""
# %% layer_from_neurons
def layer_from_neurons(neurons):
    return np.column_stack([w for w, b in neurons])
