"""NumPy in one line each, einsum.

loses: nothing
"""
# %% graph_gradients
graph_gradients = lambda x, y, u: u * np.array([y + 1, x])
# %% softplus_backward
softplus_backward = lambda z, g: g * (1 + np.tanh(z / 2)) / 2
# %% dense_backward
def dense_backward(X, W, grad_output):
    return (
        np.einsum("nm,dm->nd", grad_output, W),
        np.einsum("nd,nm->dm", X, grad_output),
        np.einsum("nm->m", grad_output),
    )
# %% smoothed_gradient
def smoothed_gradient(logits, labels, eps):
    e = np.exp(logits - np.max(logits, axis=-1)[:, None])
    return (e / e.sum(1)[:, None] - (1 - eps) * np.eye(logits.shape[1])[labels] - eps / logits.shape[1]) / len(labels)
# %% bypass_backward
def bypass_backward(X, W1, b1, W2, b2, grad_output):
    A = np.tanh(X @ W1 + b1)
    dR = np.einsum("nm,dm->nd", grad_output, W2)
    dS = np.einsum("nd,nd->nd", dR, 1 - A * A)
    return [dR + dS.dot(W1.T), X.T.dot(dS), dS.sum(0), (X + A).T.dot(grad_output), grad_output.sum(0)]
