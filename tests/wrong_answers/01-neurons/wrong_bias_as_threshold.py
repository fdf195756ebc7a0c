"""The bias is subtracted, as if it were the threshold that the sum must reach.

loses: weighted_sum_two_inputs, weighted_sum_any_length, weighted_sum_bias_once
reads: the bias is subtracted, as if it were a threshold
"""
# %% weighted_sum
def weighted_sum(x, w, b):
    total = 0
    for i in range(len(x)):
        total += w[i] * x[i]
    return total - b
