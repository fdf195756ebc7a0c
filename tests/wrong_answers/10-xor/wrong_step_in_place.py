"""The parameters are changed in place, the caller's arrays with them.

loses: script_step_output_layer, script_step_hidden_layer, script_step_many
reads: it changed its arguments 3, 4, 5 and 6
"""
# %% script_step
def script_step(X, y, W1, b1, W2, b2, lr):
    A1 = 1 / (1 + np.exp(-(X @ W1 + b1)))
    A2 = 1 / (1 + np.exp(-(A1 @ W2 + b2)))
    D2 = (A2 - y) * A2 * (1 - A2)
    D1 = (D2 @ W2.T) * A1 * (1 - A1)
    W2 -= lr * (A1.T @ D2)
    b2 -= lr * D2.sum(axis=0)
    W1 -= lr * (X.T @ D1)
    b1 -= lr * D1.sum(axis=0)
    return W1, b1, W2, b2
