"""The logits are taken for probabilities.

loses: weighted_bce_values, weighted_bce_random, weighted_bce_column, weighted_bce_far
reads: are the logits used as if they were probabilities
"""
# %% weighted_bce
def weighted_bce(z, y, weight):
    p = z.reshape(-1)
    return -np.mean(weight * y * np.log(p) + (1 - y) * np.log(1 - p))
