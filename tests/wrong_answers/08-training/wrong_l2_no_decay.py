"""The decay is forgotten.

loses: train_l2_one_step, train_l2_bias, train_l2_many
reads: the decay is missing
"""
# %% train_l2
def train_l2(X, y, w, b, batches, lr, decay):
    for rows in batches:
        error = 1 / (1 + np.exp(-(X[rows] @ w + b))) - y[rows]
        w = w - lr * X[rows].T @ error / len(rows)
        b = b - lr * error.mean()
    return w, b
