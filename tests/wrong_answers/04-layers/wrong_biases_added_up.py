"""The biases of all neurons are added up into one.

loses: layer_from_neurons_shapes, layer_from_neurons_biases, layer_from_neurons_sums
reads: the biases add up to one number
"""
# %% layer_from_neurons
def layer_from_neurons(neurons):
    return np.column_stack([w for w, b in neurons]), sum(b for w, b in neurons)
