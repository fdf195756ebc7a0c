"""Results in float32, and indices as small integers.

loses: nothing
"""
# %% stratified_split
def stratified_split(labels, fraction):
    in_test = np.zeros(len(labels), dtype=bool)
    for k in np.unique(labels):
        rows = np.where(labels == k)[0]
        in_test[rows[: int(len(rows) * fraction)]] = True
    return np.where(~in_test)[0].astype(np.int16), np.where(in_test)[0].astype(np.int16)
# %% robust_scale
def robust_scale(train, other):
    middle = np.median(train, axis=0)
    low, high = np.percentile(train, 25, axis=0), np.percentile(train, 75, axis=0)
    spread = high - low + (high == low)
    return np.float32((train - middle) / spread), np.float32((other - middle) / spread)
# %% class_recall
def class_recall(labels, predicted, classes):
    matrix = np.zeros((classes, classes), dtype=np.float32)
    np.add.at(matrix, (labels, predicted), 1)
    return matrix.diagonal() / matrix.sum(axis=1)
