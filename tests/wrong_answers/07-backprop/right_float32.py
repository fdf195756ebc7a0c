"""Everything computed and returned in float32.

loses: nothing
"""
# %% graph_gradients
def graph_gradients(x, y, upstream):
    x, y, upstream = np.float32(x), np.float32(y), np.float32(upstream)
    return upstream * (y + np.float32(1)), upstream * x
# %% softplus_backward
def softplus_backward(z, grad_output):
    z, g = np.asarray(z, np.float32), np.asarray(grad_output, np.float32)
    return g / (np.float32(1) + np.exp(-z))
# %% dense_backward
def dense_backward(X, W, grad_output):
    X, W, G = (np.asarray(a, np.float32) for a in (X, W, grad_output))
    return G @ W.T, X.T @ G, G.sum(axis=0)
# %% smoothed_gradient
def smoothed_gradient(logits, labels, eps):
    logits = np.asarray(logits, np.float32)
    p = np.exp(logits - logits.max(axis=1, keepdims=True))
    p /= p.sum(axis=1, keepdims=True)
    p -= np.float32(eps / logits.shape[1])
    p[np.arange(len(labels)), labels] -= np.float32(1 - eps)
    return p / np.float32(len(labels))
# %% bypass_backward
def bypass_backward(X, W1, b1, W2, b2, grad_output):
    X, W1, b1, W2, G = (np.asarray(a, np.float32) for a in (X, W1, b1, W2, grad_output))
    A = np.tanh(X @ W1 + b1)
    dR = G @ W2.T
    dS = dR * (1 - A**2)
    return dR + dS @ W1.T, X.T @ dS, dS.sum(axis=0), (X + A).T @ G, G.sum(axis=0)
