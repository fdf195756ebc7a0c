"""The biases are not counted.

loses: count_parameters_example, count_parameters_one_layer, count_parameters_deep
reads: the biases are not counted
"""
# %% count_parameters
def count_parameters(sizes):
    return sum(a * b for a, b in zip(sizes, sizes[1:]))
