"""The batch neuron does not fire on the line.

loses: neuron_batch_border
reads: `>` where `>=` is needed
"""
# %% neuron_batch
def neuron_batch(X, w, b):
    return np.where(X @ w + b > 0, 1, 0)
