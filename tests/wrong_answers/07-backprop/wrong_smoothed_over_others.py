"""eps is spread over the other classes alone.

loses: smoothed_example, smoothed_others, smoothed_large
reads: eps is spread over the other classes alone
"""
# %% smoothed_gradient
def smoothed_gradient(logits, labels, eps):
    n, K = logits.shape
    p = np.exp(logits - logits.max(axis=1, keepdims=True)); p = p / p.sum(axis=1, keepdims=True)
    q = np.full((n, K), eps / (K - 1)); q[np.arange(n), labels] = 1 - eps
    return (p - q) / n
