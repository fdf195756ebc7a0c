"""The biases come as a column.

loses: layer_from_neurons_shapes, layer_from_neurons_biases, layer_from_neurons_sums
reads: the biases form a column
"""
# %% layer_from_neurons
def layer_from_neurons(neurons):
    return np.column_stack([w for w, b in neurons]), np.array([[b] for w, b in neurons])
