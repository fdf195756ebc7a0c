"""Loops, ints and lists, no NumPy but nan and inf.

loses: nothing
"""
# %% honest_baseline
def honest_baseline(y_train, y_test):
    ones = sum(1 for v in y_train if v == 1)
    answer = 1 if ones > len(y_train) - ones else 0
    right = 0
    for v in y_test:
        if v == answer:
            right += 1
    return [answer, right / len(y_test), answer]
# %% precision_recall
def precision_recall(y, alarm):
    tp = fp = fn = 0
    for truth, said in zip(y, alarm):
        if said and truth:
            tp += 1
        elif said:
            fp += 1
        elif truth:
            fn += 1
    precision = float("nan") if tp + fp == 0 else tp / (tp + fp)
    recall = float("nan") if tp + fn == 0 else tp / (tp + fn)
    return [precision, recall]
# %% average_precision
def average_precision(p, y):
    total, ones = 0, 0
    for p_i, y_i in zip(p, y):
        if y_i == 1:
            seen = [y_j for p_j, y_j in zip(p, y) if p_j >= p_i]
            total += sum(seen) / len(seen)
            ones += 1
    return float(total / ones)
# %% cheapest_threshold
def cheapest_threshold(p_val, y_val, p_test, y_test, miss, alarm):
    def total(ps, ys, t):
        cost = 0
        for p, y in zip(ps, ys):
            if y == 1 and p < t:
                cost += miss
            if y == 0 and p >= t:
                cost += alarm
        return cost
    best = float("inf")
    for t in sorted(p_val, reverse=True):
        if total(p_val, y_val, t) < total(p_val, y_val, best) - 1e-9:
            best = float(t)
    return (best, total(p_test, y_test, best) / len(p_test))
# %% calibration_bins
def calibration_bins(p, y, bins):
    table = []
    for k in range(bins):
        inside = [(a, b) for a, b in zip(p, y) if min(int(a * bins), bins - 1) == k]
        n = len(inside)
        if n == 0:
            table.append([0, float("nan"), float("nan")])
        else:
            table.append([n, sum(a for a, b in inside) / n, sum(b for a, b in inside) / n])
    return table
# %% recall_by_group
def recall_by_group(y, alarm, group, groups):
    found, ill = [0] * groups, [0] * groups
    for i in range(len(y)):
        if y[i] == 1:
            ill[group[i]] += 1
            found[group[i]] += int(alarm[i])
    return [f / n if n else float("nan") for f, n in zip(found, ill)]
