"""Gradients are summed over the batch.

loses: train_l2_one_step, train_l2_without, train_l2_bias, train_l2_many
reads: a sum over the batch, not a mean
"""
# %% train_l2
def train_l2(X, y, w, b, batches, lr, decay):
    for rows in batches:
        error = 1 / (1 + np.exp(-(X[rows] @ w + b))) - y[rows]
        w = w - lr * (X[rows].T @ error + decay * w)
        b = b - lr * error.sum()
    return w, b
