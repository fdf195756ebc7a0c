"""The result is printed, not returned.

loses: weighted_sum_two_inputs, weighted_sum_any_length, weighted_sum_bias_once
reads: it returned None: is a `return` missing
"""
# %% weighted_sum
def weighted_sum(x, w, b):
    total = b
    for xi, wi in zip(x, w):
        total += xi * wi
    print(total)
