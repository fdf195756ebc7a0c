"""Every step uses all samples.

loses: train_l2_without, train_l2_many
reads: each step uses the rows of its batch
"""
# %% train_l2
def train_l2(X, y, w, b, batches, lr, decay):
    for rows in batches:
        error = 1 / (1 + np.exp(-(X @ w + b))) - y
        w = w - lr * (X.T @ error / len(X) + decay * w)
        b = b - lr * error.mean()
    return w, b
