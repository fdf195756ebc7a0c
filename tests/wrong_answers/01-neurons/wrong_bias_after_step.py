"""The bias is added after the step has decided.

loses: neuron_batch_values, neuron_batch_many
reads: the bias is added after the step
"""
# %% neuron_batch
def neuron_batch(X, w, b):
    z = X @ w
    return np.where(z >= 0, 1.0, 0.0) + b
