"""The return stands inside the loop.

loses: paired_batches_lengths, paired_batches_many
reads: a `return` inside the loop
"""
# %% paired_batches
def paired_batches(X, y, order, batch_size):
    pairs = []
    for i in range(0, len(X), batch_size):
        chosen = order[i:i + batch_size]
        pairs.append((X[chosen], y[chosen]))
        return pairs
