"""The weighted sums come out, without the step.

loses: neuron_batch_values, neuron_batch_border, neuron_batch_many
reads: the weighted sums come out, before the step
"""
# %% neuron_batch
def neuron_batch(X, w, b):
    return X @ w + b
