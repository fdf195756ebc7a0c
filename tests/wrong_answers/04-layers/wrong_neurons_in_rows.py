"""The weights form the rows of W, as in nn.Linear.

loses: layer_from_neurons_shapes, layer_from_neurons_weights, layer_from_neurons_sums
reads: W is transposed: a neuron stands in each row
"""
# %% layer_from_neurons
def layer_from_neurons(neurons):
    return np.array([w for w, b in neurons]), np.array([b for w, b in neurons])
