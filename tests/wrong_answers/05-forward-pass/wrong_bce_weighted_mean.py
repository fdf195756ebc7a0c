"""The sum is divided by the sum of the weights.

loses: weighted_bce_values, weighted_bce_random, weighted_bce_column, weighted_bce_far
reads: divided by the sum of the weights
"""
# %% weighted_bce
def weighted_bce(z, y, weight):
    z = z.reshape(-1)
    yes, no = np.logaddexp(0, -z), np.logaddexp(0, z)
    weights = np.where(y == 1, weight, 1.0)
    return np.sum(weights * (y * yes + (1 - y) * no)) / np.sum(weights)
