"""NumPy in few lines: sums with broadcasting, bincount, divisions that warn.

loses: nothing
"""
# %% honest_baseline
def honest_baseline(y_train, y_test):
    a = int(2 * np.sum(y_train) > len(y_train))
    return np.array([a, (y_test == a).mean(), a])
# %% precision_recall
precision_recall = lambda y, alarm: tuple(np.dot(y, alarm) / np.array([alarm.sum(), y.sum()]))
# %% average_precision
def average_precision(p, y):
    on = p[None, :] >= p[:, None]
    return np.average(on @ y / on.sum(axis=1), weights=y)
# %% cheapest_threshold
def cheapest_threshold(p_val, y_val, p_test, y_test, miss, alarm):
    t = np.append(np.inf, np.sort(p_val)[::-1])[:, None]
    bill = lambda p, y, t: np.where(p >= t, alarm * (1 - y), miss * y).sum(axis=-1)
    best = t[np.argmin(bill(p_val, y_val, t)), 0]
    return best, bill(p_test, y_test, best) / p_test.size
# %% calibration_bins
def calibration_bins(p, y, bins):
    k = np.clip(np.floor(p * bins).astype(int), 0, bins - 1)
    n, a, b = (np.bincount(k, w, bins) for w in (None, p, y))
    return np.stack([n, a / n, b / n], axis=1)
# %% recall_by_group
def recall_by_group(y, alarm, group, groups):
    return np.bincount(group, y * alarm, groups) / np.bincount(group, y, groups)
