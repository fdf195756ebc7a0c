"""The softmax sums down the columns.

loses: smoothed_example, smoothed_others, smoothed_large
reads: the softmax sums down the columns
"""
# %% smoothed_gradient
def smoothed_gradient(logits, labels, eps):
    n, K = logits.shape
    p = np.exp(logits - logits.max(axis=0)); p = p / p.sum(axis=0)
    q = np.full((n, K), eps / K); q[np.arange(n), labels] += 1 - eps
    return (p - q) / n
