"""The scalar graph and the bypass by central differences: slow, and right.

loses: nothing
"""
# %% graph_gradients
def graph_gradients(x, y, upstream):
    f = lambda x, y: upstream * (x * y + x)
    h = 1e-4
    return (f(x + h, y) - f(x - h, y)) / (2 * h), (f(x, y + h) - f(x, y - h)) / (2 * h)
# %% bypass_backward
def bypass_backward(X, W1, b1, W2, b2, grad_output):
    arrays = [np.array(a, dtype=float) for a in (X, W1, b1, W2, b2)]

    def loss():
        X, W1, b1, W2, b2 = arrays
        return np.sum(grad_output * ((X + np.tanh(X @ W1 + b1)) @ W2 + b2))

    results = []
    for a in arrays:
        g = np.zeros_like(a)
        for index in np.ndindex(a.shape):
            kept = a[index]
            a[index] = kept + 1e-5
            above = loss()
            a[index] = kept - 1e-5
            g[index] = (above - loss()) / 2e-5
            a[index] = kept
        results.append(g)
    return tuple(results)
