"""One batch is always added for what is left, even if nothing is.

loses: paired_batches_many
reads: there is an empty batch
"""
# %% paired_batches
def paired_batches(X, y, order, batch_size):
    pairs = []
    for k in range(len(X) // batch_size + 1):
        chosen = order[k * batch_size:(k + 1) * batch_size]
        pairs.append((X[chosen], y[chosen]))
    return pairs
