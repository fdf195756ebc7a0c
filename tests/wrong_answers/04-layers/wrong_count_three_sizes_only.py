"""Written for exactly one hidden layer.

loses: count_parameters_one_layer, count_parameters_deep
reads: only the first two layers are counted
"""
# %% count_parameters
def count_parameters(sizes):
    return sizes[0] * sizes[1] + sizes[1] + sizes[1] * sizes[2] + sizes[2]
