"""The loop's last bias goes to every neuron.

loses: layer_from_neurons_biases, layer_from_neurons_sums
reads: all neurons got the bias of the last one
"""
# %% layer_from_neurons
def layer_from_neurons(neurons):
    W = np.zeros((len(neurons[0][0]), len(neurons)))
    for j, (w, b) in enumerate(neurons):
        W[:, j] = w
        biases = np.full(len(neurons), b)
    return W, biases
