"""The formula as written: far from 0 the probability is 0 or 1, and 0 times infinity is nan.

loses: weighted_bce_far
reads: a probability was rounded to 0 or 1
"""
# %% weighted_bce
def weighted_bce(z, y, weight):
    z = np.ravel(z)
    p = 1 / (1 + np.exp(-z))
    return -np.mean(weight * y * np.log(p) + (1 - y) * np.log(1 - p))
