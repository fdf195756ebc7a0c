"""The weight stands before the wrong term.

loses: weighted_bce_values, weighted_bce_random, weighted_bce_column, weighted_bce_far
reads: the weight multiplies the samples with y = 0
"""
# %% weighted_bce
def weighted_bce(z, y, weight):
    z = z.reshape(-1)
    yes, no = np.logaddexp(0, -z), np.logaddexp(0, z)
    return np.mean(y * yes + weight * (1 - y) * no)
