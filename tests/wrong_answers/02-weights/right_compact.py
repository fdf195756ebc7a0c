"""NumPy in few lines, einsum, the bias as one more weight.

loses: nothing
"""
# %% signed_distance
signed_distance = lambda X, w, b: (np.einsum("nd,d->n", X, w) + b) / np.linalg.norm(w)
# %% perceptron_update
def perceptron_update(w, b, x, y, lr):
    e = y - np.heaviside(np.dot(w, x) + b, 1.0)
    return w + lr * e * x, b + lr * e
# %% one_epoch
def one_epoch(w, b, X, y, order):
    v, X1, m = np.append(w, b), np.c_[X, np.ones(len(X))], 0
    for x, t in zip(X1[order], y[order]):
        e = t - (v @ x >= 0)
        v += e * x
        m += abs(e)
    return v[:-1], v[-1], m
# %% train
def train(X, y, budget):
    v, X1, k, i, streak = np.zeros(X.shape[1] + 1), np.c_[X, np.ones(len(X))], 0, 0, 0
    while k < budget and streak < len(y):
        e = y[i] - (v @ X1[i] >= 0)
        v, k, streak, i = v + e * X1[i], k + int(e != 0), (streak + 1) * (e == 0), (i + 1) % len(y)
    return v[:-1], v[-1], k, np.array_equal(X1 @ v >= 0, y == 1)
# %% referee
def referee(X1, y, max_epochs):
    states = np.zeros((max_epochs + 1, X1.shape[1]))
    for k in range(max_epochs):
        states[k + 1] = states[k]
        if play_epoch(states[k + 1], X1, y) == 0:
            return "solved", k + 1
        if (states[: k + 1] == states[k + 1]).all(axis=1).any():
            return "cycle", k + 1
    return "open", max_epochs
