"""Everything in float32, with PyTorch at its default precision.

loses: nothing
"""
# %% script_step
def script_step(X, y, W1, b1, W2, b2, lr):
    X, y, W1, b1, W2, b2 = (np.float32(v) for v in (X, y, W1, b1, W2, b2))
    A1 = 1 / (1 + np.exp(-(X @ W1 + b1)))
    A2 = 1 / (1 + np.exp(-(A1 @ W2 + b2)))
    D2 = (A2 - y) * A2 * (1 - A2)
    D1 = (D2 @ W2.T) * A1 * (1 - A1)
    r = np.float32(lr)
    return W1 - r * (X.T @ D1), b1 - r * D1.sum(axis=0), W2 - r * (A1.T @ D2), b2 - r * D2.sum(axis=0)
# %% mean_rate
def mean_rate(lr, n, m):
    return np.float32(lr * n * m / 2)
# %% success_rate
def success_rate(successes, z):
    n, k = np.float32(len(successes)), np.float32(np.sum(successes))
    z = np.float32(z)
    middle = (k + z**2 / 2) / (n + z**2)
    half = z * np.sqrt(k * (n - k) / n + z**2 / 4) / (n + z**2)
    return k / n, middle - half, middle + half
# %% solved
def solved(outputs, target, tol):
    return np.all(np.abs(np.float32(outputs) - np.float32(target)) < np.float32(tol), axis=1).astype(np.float32)
# %% torch_network
def torch_network(W1, b1, W2, b2):
    import torch
    from torch import nn

    model = nn.Sequential(nn.Linear(*W1.shape), nn.Sigmoid(), nn.Linear(*W2.shape), nn.Sigmoid())
    with torch.no_grad():
        model[0].weight.copy_(torch.tensor(W1.T))
        model[0].bias.copy_(torch.tensor(b1))
        model[2].weight.copy_(torch.tensor(W2.T))
        model[2].bias.copy_(torch.tensor(b2))
    return model
