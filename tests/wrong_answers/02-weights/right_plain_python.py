"""Everything in plain Python: lists, loops, no NumPy.

loses: nothing
"""
# %% signed_distance
def signed_distance(X, w, b):
    norm = sum(value * value for value in w) ** 0.5
    distances = []
    for row in X:
        z = b
        for x, weight in zip(row, w):
            z += x * weight
        distances.append(z / norm)
    return distances
# %% perceptron_update
def perceptron_update(w, b, x, y, lr):
    z = b
    for wi, xi in zip(w, x):
        z += wi * xi
    fires = z >= 0
    if fires and y == 0:
        return [wi - lr * xi for wi, xi in zip(w, x)], b - lr
    if not fires and y == 1:
        return [wi + lr * xi for wi, xi in zip(w, x)], b + lr
    return list(w), b
# %% one_epoch
def one_epoch(w, b, X, y, order):
    w = list(w)
    wrong = 0
    for i in order:
        answer = 1 if sum(p * q for p, q in zip(w, X[i])) + b >= 0 else 0
        if answer == y[i]:
            continue
        wrong += 1
        sign = 1 if y[i] == 1 else -1
        for j in range(len(w)):
            w[j] += sign * X[i][j]
        b += sign
    return [w, b, wrong]
# %% train
def train(X, y, budget):
    w, b, used = [0] * len(X[0]), 0, 0

    def fires(x):
        return sum(p * q for p, q in zip(w, x)) + b >= 0

    while True:
        clean = True
        for x, target in zip(X, y):
            if fires(x) != (target == 1):
                clean = False
                sign = 1 if target == 1 else -1
                w = [p + sign * q for p, q in zip(w, x)]
                b += sign
                used += 1
                if used == budget:
                    return w, b, used, all(fires(x) == (t == 1) for x, t in zip(X, y))
        if clean:
            return w, b, used, True
# %% referee
def referee(X1, y, max_epochs):
    v = np.array([0.0] * len(X1[0]))
    before = {tuple(v)}
    epoch = 0
    while epoch < max_epochs:
        epoch += 1
        mistakes = play_epoch(v, X1, y)
        if not mistakes:
            return ["solved", epoch]
        if tuple(v) in before:
            return ["cycle", epoch]
        before.add(tuple(v))
    return ["open", max_epochs]
