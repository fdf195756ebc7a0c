"""The biases are taken for thresholds and change their sign.

loses: layer_from_neurons_biases, layer_from_neurons_sums
reads: they are not thresholds
"""
# %% layer_from_neurons
def layer_from_neurons(neurons):
    return np.array([w for w, b in neurons]).T, np.array([-b for w, b in neurons])
