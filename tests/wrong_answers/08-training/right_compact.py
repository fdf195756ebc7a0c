"""Short NumPy: splits by array_split points, einsum, shrinking first.

loses: nothing
"""
# %% paired_batches
def paired_batches(X, y, order, batch_size):
    cuts = np.arange(batch_size, len(order), batch_size)
    return list(zip(np.split(X[order], cuts), np.split(y[order], cuts)))
# %% stratified_split
def stratified_split(labels, fraction):
    rows = [np.flatnonzero(labels == k) for k in set(labels.tolist())]
    test = np.concatenate([r[: np.floor(fraction * r.size).astype(int)] for r in rows])
    return np.setdiff1d(np.arange(labels.size), test), test
# %% robust_scale
def robust_scale(train, other):
    q1, q2, q3 = np.quantile(train, [0.25, 0.5, 0.75], axis=0)
    spread = q3 - q1
    spread[spread == 0] = 1
    return [(table - q2) / spread for table in (train, other)]
# %% train_l2
def train_l2(X, y, w, b, batches, lr, decay):
    for r in batches:
        e = (1 + np.tanh((np.einsum("nd,d->n", X[r], w) + b) / 2)) / 2 - y[r]
        w, b = (1 - lr * decay) * w - lr * np.einsum("nd,n->d", X[r], e) / r.size, b - lr * e.mean()
    return w, b
# %% class_recall
def class_recall(labels, predicted, classes):
    with np.errstate(invalid="ignore"):
        return np.bincount(labels[labels == predicted], minlength=classes) / np.bincount(labels, minlength=classes)
