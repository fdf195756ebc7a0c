"""Nothing is smoothed.

loses: smoothed_example, smoothed_others, smoothed_large
reads: nothing is smoothed
"""
# %% smoothed_gradient
def smoothed_gradient(logits, labels, eps):
    n, K = logits.shape
    p = np.exp(logits - logits.max(axis=1, keepdims=True)); p = p / p.sum(axis=1, keepdims=True)
    q = np.eye(K)[labels]
    return (p - q) / n
