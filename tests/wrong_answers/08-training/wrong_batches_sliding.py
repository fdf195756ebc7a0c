"""The batches overlap, because the loop counts in steps of one.

loses: paired_batches_lengths, paired_batches_many
reads: count in steps of `batch_size`
"""
# %% paired_batches
def paired_batches(X, y, order, batch_size):
    pairs = []
    for i in range(len(X)):
        chosen = order[i:i + batch_size]
        pairs.append((X[chosen], y[chosen]))
    return pairs
