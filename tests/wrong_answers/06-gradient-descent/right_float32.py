"""Computes in float32 where it can, and returns float32 or lists of it.

loses: nothing
"""
# %% cliff_slopes
def cliff_slopes(theta, A, c, h):
    slopes = []
    for e in np.eye(len(theta)):
        f0, f1, f2 = (height(theta + k * h * e, A, c) for k in (0, 1, 2))
        slopes.append(np.float32((4 * f1 - 3 * f0 - f2) / (2 * h)))
    return slopes
# %% weighted_gradient
def weighted_gradient(X, y, v, w, b):
    p = 1 / (1 + np.exp(-(X @ w + b)))
    share = v / v.sum()
    return np.float32(((p - y) * share) @ X), np.float32(((p - y) * share).sum())
# %% descent_path
def descent_path(A, c, start, lr, steps):
    theta = start.astype(np.float32)
    rows = [theta]
    for k in range(steps):
        theta = theta - np.float32(lr) * (A.astype(np.float32) @ theta - c.astype(np.float32))
        rows.append(theta)
    return [[float(t) for t in row] for row in rows]
# %% nesterov_step
def nesterov_step(theta, v, g, lr, mu):
    theta, v, g = np.float32(theta), np.float32(v), np.float32(g)
    v = np.float32(mu) * v + g
    return [theta - np.float32(lr) * (g + np.float32(mu) * v), v]
# %% rmsprop_step
def rmsprop_step(theta, s, g, lr, beta, eps):
    theta, s, g = np.float32(theta), np.float32(s), np.float32(g)
    s = np.float32(beta) * s + np.float32(1 - beta) * g**2
    return theta - np.float32(lr) * g / (np.sqrt(s) + np.float32(eps)), s
# %% largest_rate
def largest_rate(heights, h):
    c = (heights[:, 0] + heights[:, 2] - 2 * heights[:, 1]) / h**2
    return np.float32(2 / np.max(c))
