"""einsum, one-liners, other names.

loses: nothing
"""
# %% cliff_slopes
cliff_slopes = lambda t, A, c, h: np.array([np.dot([-1.5, 2, -0.5], [height(t + k * h * e, A, c) for k in range(3)]) for e in np.eye(len(t))]) / h
# %% weighted_gradient
def weighted_gradient(inputs, target, counts, w, b):
    e = np.asarray(counts) / np.sum(counts) * (0.5 * (1 + np.tanh((inputs @ w + b) / 2)) - target)
    return np.einsum("nd,n->d", inputs, e), np.einsum("n->", e)
# %% descent_path
def descent_path(A, c, start, lr, steps):
    path = np.tile(start, (steps + 1, 1))
    for k in range(steps):
        path[k + 1] = path[k] - lr * A @ path[k] + lr * c
    return path
# %% nesterov_step
nesterov_step = lambda t, v, g, lr, mu: (t - lr * ((1 + mu) * g + mu**2 * v), mu * v + g)
# %% rmsprop_step
rmsprop_step = lambda t, s, g, lr, b, e: (t - lr * g / (e + (b * s + (1 - b) * g * g) ** 0.5), b * s + (1 - b) * g * g)
# %% largest_rate
largest_rate = lambda H, h: 2 * h**2 / np.max(H @ [1, -2, 1])
