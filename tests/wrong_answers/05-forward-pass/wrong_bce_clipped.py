"""The probability is clipped, which caps the loss.

loses: weighted_bce_far
reads: was clipped
"""
# %% weighted_bce
def weighted_bce(z, y, weight):
    z = np.ravel(z)
    p = 1 / (1 + np.exp(-z))
    p = np.clip(p, 1e-12, 1 - 1e-12)
    return -np.mean(weight * y * np.log(p) + (1 - y) * np.log(1 - p))
