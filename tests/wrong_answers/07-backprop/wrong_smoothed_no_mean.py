"""The 1/n is missing.

loses: smoothed_example, smoothed_others, smoothed_large
reads: the 1/n is missing
"""
# %% smoothed_gradient
def smoothed_gradient(logits, labels, eps):
    n, K = logits.shape
    p = np.exp(logits - logits.max(axis=1, keepdims=True)); p = p / p.sum(axis=1, keepdims=True)
    q = np.full((n, K), eps / K); q[np.arange(n), labels] += 1 - eps
    return p - q
