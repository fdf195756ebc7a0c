"""W2 is changed before D1 is computed from it.

loses: script_step_hidden_layer, script_step_many
reads: D1 was computed with the new W2
"""
# %% script_step
def script_step(X, y, W1, b1, W2, b2, lr):
    A1 = 1 / (1 + np.exp(-(X @ W1 + b1)))
    A2 = 1 / (1 + np.exp(-(A1 @ W2 + b2)))
    D2 = (A2 - y) * A2 * (1 - A2)
    W2 = W2 - lr * (A1.T @ D2)
    b2 = b2 - lr * D2.sum(axis=0)
    D1 = (D2 @ W2.T) * A1 * (1 - A1)
    return W1 - lr * (X.T @ D1), b1 - lr * D1.sum(axis=0), W2, b2
