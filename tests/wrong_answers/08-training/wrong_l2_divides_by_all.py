"""The gradients are divided by the number of all samples.

loses: train_l2_without, train_l2_many
reads: divide by the number in the batch
"""
# %% train_l2
def train_l2(X, y, w, b, batches, lr, decay):
    for rows in batches:
        error = 1 / (1 + np.exp(-(X[rows] @ w + b))) - y[rows]
        w = w - lr * (X[rows].T @ error / len(X) + decay * w)
        b = b - lr * error.sum() / len(X)
    return w, b
