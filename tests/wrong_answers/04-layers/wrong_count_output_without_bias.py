"""The output layer gets no biases.

loses: count_parameters_example, count_parameters_one_layer, count_parameters_deep
reads: the biases of the last layer are missing
"""
# %% count_parameters
def count_parameters(sizes):
    return sum(a * b for a, b in zip(sizes, sizes[1:])) + sum(sizes[1:-1])
