"""Each layer counts a single bias.

loses: count_parameters_example, count_parameters_one_layer, count_parameters_deep
reads: each layer got a single bias
"""
# %% count_parameters
def count_parameters(sizes):
    total = 0
    for i in range(len(sizes) - 1):
        total += sizes[i] * sizes[i + 1] + 1
    return total
