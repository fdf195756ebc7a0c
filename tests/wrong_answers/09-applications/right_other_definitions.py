"""Average precision by the steps of the recall, bins by edges, thresholds from the top, and warnings.

loses: nothing
"""
# %% average_precision
def average_precision(p, y):
    order = np.argsort(p)[::-1]
    s, hits = p[order], y[order]
    last = np.append(np.diff(s) != 0, True)
    caught = np.cumsum(hits)[last]
    listed = (np.arange(len(p)) + 1)[last]
    return np.sum(np.diff(np.append(0, caught)) / y.sum() * caught / listed)
# %% cheapest_threshold
def cheapest_threshold(p_val, y_val, p_test, y_test, miss, alarm):
    def total(p, y, t):
        said = (p >= t).astype(int)
        return miss * np.sum(y * (1 - said)) + alarm * np.sum((1 - y) * said)
    totals = {t: total(p_val, y_val, t) for t in [np.inf, *sorted(p_val, reverse=True)]}
    t = min(totals, key=totals.get)
    return t, total(p_test, y_test, t) / len(p_test)
# %% calibration_bins
def calibration_bins(p, y, bins):
    import warnings
    warnings.warn("empty bins may follow")
    k = np.clip(np.digitize(p, np.linspace(0, 1, bins + 1)) - 1, 0, bins - 1)
    return np.array([[np.sum(k == j), p[k == j].mean(), y[k == j].mean()] for j in range(bins)])
# %% precision_recall
def precision_recall(y, alarm):
    return np.mean(y[alarm == 1]), np.mean(alarm[y == 1])
# %% recall_by_group
def recall_by_group(y, alarm, group, groups):
    return np.array([precision_recall(y[group == g], alarm[group == g])[1] for g in range(groups)])
# %% honest_baseline
def honest_baseline(y_train, y_test):
    answer = float(np.median(y_train) == 1)
    guesses = np.full(len(y_test), answer)
    return answer, np.mean(guesses == y_test), np.mean(guesses[y_test == 1])
