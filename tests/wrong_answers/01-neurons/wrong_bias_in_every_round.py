"""The bias is added inside the loop, once for every input.

loses: weighted_sum_two_inputs, weighted_sum_any_length, weighted_sum_bias_once
reads: the bias is added for every input
"""
# %% weighted_sum
def weighted_sum(x, w, b):
    total = 0
    for i in range(len(x)):
        total += w[i] * x[i] + b
    return total
