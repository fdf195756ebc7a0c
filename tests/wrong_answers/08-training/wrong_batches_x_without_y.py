"""X is put in the given order and y is not.

loses: paired_batches_pairs, paired_batches_many
reads: X is shuffled and y is not
"""
# %% paired_batches
def paired_batches(X, y, order, batch_size):
    X = X[order]
    return [(X[i:i + batch_size], y[i:i + batch_size]) for i in range(0, len(X), batch_size)]
