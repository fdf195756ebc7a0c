"""The last, shorter batch is dropped.

loses: paired_batches_lengths, paired_batches_many
reads: the last, shorter batch is missing
"""
# %% paired_batches
def paired_batches(X, y, order, batch_size):
    pairs = []
    for k in range(len(X) // batch_size):
        chosen = order[k * batch_size:(k + 1) * batch_size]
        pairs.append((X[chosen], y[chosen]))
    return pairs
