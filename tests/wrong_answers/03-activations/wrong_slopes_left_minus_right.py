"""Left neighbour minus right.

loses: central_slopes_example, central_slopes_many
reads: the signs are turned round
"""
# %% central_slopes
def central_slopes(a, h):
    return [(a[i - 1] - a[i + 1]) / (2 * h) for i in range(1, len(a) - 1)]
