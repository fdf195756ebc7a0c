"""The gradients are averaged over the samples.

loses: script_step_many
reads: is averaged over the samples; the script adds them up
"""
# %% script_step
def script_step(X, y, W1, b1, W2, b2, lr):
    A1 = 1 / (1 + np.exp(-(X @ W1 + b1)))
    A2 = 1 / (1 + np.exp(-(A1 @ W2 + b2)))
    D2 = (A2 - y) * A2 * (1 - A2) / len(X)
    D1 = (D2 @ W2.T) * A1 * (1 - A1)
    return W1 - lr * (X.T @ D1), b1 - lr * D1.sum(axis=0), W2 - lr * (A1.T @ D2), b2 - lr * D2.sum(axis=0)
