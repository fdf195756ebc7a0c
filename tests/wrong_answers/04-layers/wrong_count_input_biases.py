"""The inputs get biases, too.

loses: count_parameters_example, count_parameters_one_layer, count_parameters_deep
reads: the inputs got biases, too
"""
# %% count_parameters
def count_parameters(sizes):
    return sum(a * b for a, b in zip(sizes, sizes[1:])) + sum(sizes)
