"""Prints what it does, and overflows with a warning on the way to the right answer.

loses: nothing
"""
# %% weighted_gradient
def weighted_gradient(X, y, v, w, b):
    print("samples:", len(y))
    p = np.exp(X @ w + b) / (1 + np.exp(X @ w + b))
    p[np.isnan(p)] = 1
    gw = sum(v[i] * (p[i] - y[i]) * X[i] for i in range(len(y))) / sum(v)
    return gw, np.average(p - y, weights=v)
# %% rmsprop_step
def rmsprop_step(theta, s, g, lr, beta, eps):
    s = s - (1 - beta) * (s - g**2)
    plain = g / np.sqrt(s)
    print(plain)
    return theta - lr * g / (np.sqrt(s) + eps), s
# %% largest_rate
def largest_rate(heights, h):
    c = np.diff(heights, n=2, axis=1).ravel() / h**2
    with np.errstate(all="warn"):
        rates = 2 / c
    return float(rates[c > 0].min())
