"""The weight stands before the bracket.

loses: weighted_bce_values, weighted_bce_random, weighted_bce_column, weighted_bce_far
reads: the weight multiplies every sample
"""
# %% weighted_bce
def weighted_bce(z, y, weight):
    z = z.reshape(-1)
    yes, no = np.logaddexp(0, -z), np.logaddexp(0, z)
    return np.mean(weight * (y * yes + (1 - y) * no))
