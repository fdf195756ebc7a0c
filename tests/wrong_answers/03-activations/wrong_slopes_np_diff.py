"""Every neighbouring pair gives a slope: np.diff.

loses: central_slopes_length, central_slopes_example, central_slopes_many
reads: take the pairs that are two apart
"""
# %% central_slopes
def central_slopes(a, h):
    return np.diff(a) / h
