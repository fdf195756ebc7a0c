"""The rows come as they stand in the table.

loses: paired_batches_pairs, paired_batches_many
reads: X is not put in the given order
"""
# %% paired_batches
def paired_batches(X, y, order, batch_size):
    return [(X[i:i + batch_size], y[i:i + batch_size]) for i in range(0, len(X), batch_size)]
