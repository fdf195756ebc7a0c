"""Results in float32, with prints left in.

loses: nothing
"""
# %% honest_baseline
def honest_baseline(y_train, y_test):
    print("shapes", y_train.shape, y_test.shape)
    votes = np.bincount(y_train.astype(int), minlength=2)
    a = np.argmax(votes)
    return np.float32([a, np.float32(np.mean(y_test == a)), a])
# %% precision_recall
def precision_recall(y, alarm):
    y, alarm = y.astype(np.float32), alarm.astype(np.float32)
    return np.float32(y @ alarm) / alarm.sum(), np.float32(y @ alarm) / y.sum()
# %% average_precision
def average_precision(p, y):
    print(p)
    return np.float32(np.mean([np.mean(y[p >= s], dtype=np.float32) for s in p[y == 1]], dtype=np.float32))
# %% calibration_bins
def calibration_bins(p, y, bins):
    k = np.minimum(np.floor(p * bins), bins - 1)
    rows = [[(k == j).sum(), np.mean(p[k == j]), np.mean(y[k == j])] for j in range(bins)]
    return np.array(rows, dtype=np.float32)
# %% recall_by_group
def recall_by_group(y, alarm, group, groups):
    return np.array([np.mean(alarm[(group == g) & (y == 1)]) for g in range(groups)], np.float32)
