"""The answers come as a column, because w was made one.

loses: neuron_batch_shape, neuron_batch_values, neuron_batch_border, neuron_batch_many
reads: shape (5, 1) where shape (5,) is expected
"""
# %% neuron_batch
def neuron_batch(X, w, b):
    return (X @ w.reshape(-1, 1) + b >= 0).astype(float)
