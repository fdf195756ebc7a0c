"""The table is reshaped to the right shape, which shuffles the numbers.

loses: layer_from_neurons_weights, layer_from_neurons_sums
reads: `reshape` does not exchange rows and columns
"""
# %% layer_from_neurons
def layer_from_neurons(neurons):
    W = np.array([w for w, b in neurons])
    return W.reshape(W.shape[1], W.shape[0]), np.array([b for w, b in neurons])
