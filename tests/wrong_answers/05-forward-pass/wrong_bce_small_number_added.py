"""A small number is added before the logarithm, which caps the loss.

loses: weighted_bce_far
reads: had a small number added
"""
# %% weighted_bce
def weighted_bce(z, y, weight):
    z = np.ravel(z)
    p = 1 / (1 + np.exp(-z))
    eps = 1e-9
    return -np.mean(weight * y * np.log(p + eps) + (1 - y) * np.log(1 - p + eps))
