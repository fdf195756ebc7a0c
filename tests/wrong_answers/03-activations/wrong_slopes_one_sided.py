"""The slope is taken to the right neighbour alone.

loses: central_slopes_example, central_slopes_many
reads: a one-sided slope
"""
# %% central_slopes
def central_slopes(a, h):
    return (a[2:] - a[1:-1]) / h
