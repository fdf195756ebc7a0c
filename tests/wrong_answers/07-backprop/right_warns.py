"""Other names, prints left in, NumPy warns of overflow, and the answers are right.

loses: nothing
"""
# %% graph_gradients
def graph_gradients(a, b, g):
    import sys
    print("walking backward", a, b, g)
    print("and a word on stderr", file=sys.stderr)
    plus_left, plus_right = g, g
    return plus_left * b + plus_right, plus_left * a
# %% softplus_backward
def softplus_backward(z, g):
    e = np.exp(z)
    slope = e / (1 + e)
    return g * np.where(np.isnan(slope), 1.0, slope)
# %% smoothed_gradient
def smoothed_gradient(z, t, s):
    np.log(np.zeros(1))
    top = z.max(axis=1).reshape(-1, 1)
    log_p = z - top - np.log(np.exp(z - top).sum(axis=1).reshape(-1, 1))
    q = np.ones_like(z) * s / z.shape[1]
    for i, label in enumerate(t):
        q[i, label] += 1 - s
    return (np.exp(log_p) - q) / len(z)
