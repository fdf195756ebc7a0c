"""Einsum and one-liners.

loses: nothing
"""
# %% script_step
def script_step(X, y, W1, b1, W2, b2, lr):
    s = lambda z: (1 + np.tanh(z / 2)) / 2
    A1 = s(np.einsum("nd,dh->nh", X, W1) + b1)
    A2 = s(A1 @ W2 + b2)
    D2 = (y - A2) * A2 * (1 - A2)
    D1 = np.einsum("nm,hm,nh,nh->nh", D2, W2, A1, 1 - A1)
    return [p + lr * g for p, g in zip((W1, b1, W2, b2), (X.T @ D1, D1.sum(0), A1.T @ D2, D2.sum(0)))]
# %% solved
def solved(outputs, target, tol):
    return np.abs(np.subtract(outputs, target)).max(axis=1) < tol
# %% success_rate
def success_rate(successes, z):
    n, p = np.size(successes), np.mean(successes)
    return np.array([p, *((p + z**2 / (2 * n) + np.array([-z, z]) * np.sqrt(p * (1 - p) / n + (z / (2 * n)) ** 2)) / (1 + z**2 / n))])
# %% diagnose
def diagnose(answers):
    e = np.abs(np.asarray(answers) - [0, 1, 1, 0])
    key = int((e < 0.1).sum()), int((np.abs(e - 0.5) < 0.05).sum())
    return {(4, 0): "solved", (2, 2): "two tied", (0, 4): "all tied"}.get(key, "other")
