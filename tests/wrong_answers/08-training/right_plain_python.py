"""Everything in plain Python: loops, lists and tuples.

loses: nothing
"""
# %% paired_batches
def paired_batches(X, y, order, batch_size):
    pairs, xs, ys = [], [], []
    for row in order:
        xs.append([float(v) for v in X[row]])
        ys.append(float(y[row]))
        if len(xs) == batch_size:
            pairs.append([xs, ys])
            xs, ys = [], []
    if xs:
        pairs.append([xs, ys])
    return pairs
# %% stratified_split
def stratified_split(labels, fraction):
    counts = {}
    for label in labels:
        counts[int(label)] = counts.get(int(label), 0) + 1
    seen = {label: 0 for label in counts}
    train, test = [], []
    for row, label in enumerate(labels):
        label = int(label)
        if seen[label] < int(fraction * counts[label]):
            test.append(row)
        else:
            train.append(row)
        seen[label] += 1
    return train, test
# %% stop_with_patience
def stop_with_patience(losses, patience, min_delta):
    best_loss, best, waited = losses[0], 0, 0
    for i in range(1, len(losses)):
        if losses[i] < best_loss - min_delta:
            best_loss, best, waited = losses[i], i, 0
        else:
            waited += 1
            if waited == patience:
                return [best, i]
    return [best, len(losses) - 1]
# %% class_recall
def class_recall(labels, predicted, classes):
    found, there = [0] * classes, [0] * classes
    for label, guess in zip(labels, predicted):
        there[label] += 1
        found[label] += int(label == guess)
    return [f / t if t else float("nan") for f, t in zip(found, there)]
# %% train_l2
def train_l2(X, y, w, b, batches, lr, decay):
    import math
    w = [float(v) for v in w]
    for rows in batches:
        g, gb = [0.0] * len(w), 0.0
        for i in rows:
            z = b + sum(float(x) * v for x, v in zip(X[i], w))
            e = 1 / (1 + math.exp(-z)) - y[i]
            gb += e / len(rows)
            g = [gj + e * float(x) / len(rows) for gj, x in zip(g, X[i])]
        w = [wj - lr * (gj + decay * wj) for wj, gj in zip(w, g)]
        b = b - lr * gb
    return w, b
