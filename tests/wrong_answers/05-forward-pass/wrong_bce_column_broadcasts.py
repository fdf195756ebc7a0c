"""A column of logits against flat targets is averaged over n x n pairs.

loses: weighted_bce_column
reads: becomes a table (n, n): the mean runs over every pair
"""
# %% weighted_bce
def weighted_bce(z, y, weight):
    return np.mean(weight * y * np.logaddexp(0, -z) + (1 - y) * np.logaddexp(0, z))
