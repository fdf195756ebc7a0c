"""Results in float32, with helper names and a print left in.

loses: nothing
"""
# %% signed_distance
def signed_distance(samples, weights, bias):
    print("shapes", np.shape(samples), np.shape(weights))
    length = np.linalg.norm(weights)
    return np.asarray((samples @ weights + bias) / length, dtype=np.float64).astype(np.float32)
# %% perceptron_update
def perceptron_update(w, b, x, y, lr):
    error = y - int(w @ x + b >= 0)
    print("error", error)
    return np.float32(w + lr * error * x), np.float32(b + lr * error)
# %% one_epoch
def one_epoch(w, b, X, y, order):
    new_w, new_b, count = np.array(w), float(b), np.int32(0)
    for row in order:
        if (X[row] @ new_w + new_b >= 0) != bool(y[row]):
            new_w += (2 * y[row] - 1) * X[row]
            new_b += 2 * y[row] - 1
            count += 1
    return new_w.astype(np.float32), np.float32(new_b), count
# %% train
def train(X, y, budget):
    w, b, count, before = np.zeros(X.shape[1]), 0.0, 0, -1
    while count < budget and count != before:
        before = count
        for i in range(len(y)):
            error = y[i] - (w @ X[i] + b >= 0)
            if error != 0 and count < budget:
                w += error * X[i]
                b += error
                count += 1
    return w.astype(np.float32), np.float32(b), count, int(((X @ w + b >= 0) == y).all())
