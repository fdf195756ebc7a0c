"""A return inside the loop leaves after the first layer.

loses: count_parameters_example, count_parameters_deep
reads: only the first layer is counted
"""
# %% count_parameters
def count_parameters(sizes):
    total = 0
    for i in range(1, len(sizes)):
        total += sizes[i - 1] * sizes[i] + sizes[i]
        return total
