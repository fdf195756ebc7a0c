"""The bias is forgotten.

loses: weighted_sum_two_inputs, weighted_sum_any_length, weighted_sum_bias_once
reads: the bias is missing
"""
# %% weighted_sum
def weighted_sum(x, w, b):
    return sum(wi * xi for wi, xi in zip(w, x))
