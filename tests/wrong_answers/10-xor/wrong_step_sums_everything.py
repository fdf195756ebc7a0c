"""The bias gradients are summed over samples and units at once, without axis=0.

loses: script_step_hidden_layer, script_step_many
reads: the sum of its own column of D1
reads: each bias has a sum of its own
"""
# %% script_step
def script_step(X, y, W1, b1, W2, b2, lr):
    A1 = 1 / (1 + np.exp(-(X @ W1 + b1)))
    A2 = 1 / (1 + np.exp(-(A1 @ W2 + b2)))
    D2 = (A2 - y) * A2 * (1 - A2)
    D1 = (D2 @ W2.T) * A1 * (1 - A1)
    return W1 - lr * X.T @ D1, b1 - lr * D1.sum(), W2 - lr * A1.T @ D2, b2 - lr * D2.sum()
