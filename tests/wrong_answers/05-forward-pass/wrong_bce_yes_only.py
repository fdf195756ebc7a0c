"""Only the samples with y = 1 cost something.

loses: weighted_bce_values, weighted_bce_random, weighted_bce_column, weighted_bce_far
reads: the samples with y = 0 are forgotten
"""
# %% weighted_bce
def weighted_bce(z, y, weight):
    z = z.reshape(-1)
    return np.mean(weight * y * np.logaddexp(0, -z))
