"""The slope is taken from the left neighbour alone.

loses: central_slopes_example, central_slopes_many
reads: the difference to the left neighbour alone
"""
# %% central_slopes
def central_slopes(a, h):
    return np.array([(a[i] - a[i - 1]) / h for i in range(1, len(a) - 1)])
