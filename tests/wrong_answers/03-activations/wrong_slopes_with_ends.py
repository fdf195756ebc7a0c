"""np.gradient with its one-sided slopes at both ends.

loses: central_slopes_length, central_slopes_example, central_slopes_many
reads: two neighbours
"""
# %% central_slopes
def central_slopes(a, h):
    return np.gradient(a, h)
