"""The upstream gradient is taken for ones.

loses: dense_example, dense_weight, dense_input, dense_bias
reads: the upstream gradient is ignored in the gradient of
"""
# %% dense_backward
def dense_backward(X, W, grad_output):
    G = np.ones_like(grad_output); return G @ W.T, X.T @ G, G.sum(axis=0)
