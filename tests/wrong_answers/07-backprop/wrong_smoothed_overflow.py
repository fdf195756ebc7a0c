"""The largest logit is not subtracted.

loses: smoothed_large
reads: subtract each row's largest logit
"""
# %% smoothed_gradient
def smoothed_gradient(logits, labels, eps):
    n, K = logits.shape
    p = np.exp(logits); p = p / p.sum(axis=1, keepdims=True)
    q = np.full((n, K), eps / K); q[np.arange(n), labels] += 1 - eps
    return (p - q) / n
