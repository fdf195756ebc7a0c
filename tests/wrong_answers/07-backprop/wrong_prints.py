"""Everything is printed, nothing returned.

loses: graph_example, graph_upstream, graph_others, softplus_example, softplus_others, softplus_tails, dense_shapes, dense_example, dense_weight, dense_input, dense_bias, smoothed_example, smoothed_others, smoothed_large, bypass_example, bypass_last, bypass_first, bypass_input
reads: it returned None
"""
# %% graph_gradients
def graph_gradients(x, y, upstream):
    print(upstream * (y + 1), upstream * x)
# %% softplus_backward
def softplus_backward(z, grad_output):
    print(grad_output / (1 + np.exp(-z)))
# %% dense_backward
def dense_backward(X, W, grad_output):
    print(grad_output @ W.T, X.T @ grad_output, grad_output.sum(axis=0))
# %% smoothed_gradient
def smoothed_gradient(logits, labels, eps):
    n, K = logits.shape
    p = np.exp(logits - logits.max(axis=1, keepdims=True)); p = p / p.sum(axis=1, keepdims=True)
    q = np.full((n, K), eps / K); q[np.arange(n), labels] += 1 - eps
    return print((p - q) / n)
# %% bypass_backward
def bypass_backward(X, W1, b1, W2, b2, grad_output):
    print(grad_output)
