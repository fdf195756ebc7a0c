"""The central difference of the chapter steps back, over the cliff.

loses: cliff_slopes_example, cliff_slopes_values, cliff_slopes_whole_numbers
reads: the central difference
"""
# %% cliff_slopes
def cliff_slopes(theta, A, c, h):
    from nnlib import numerical_gradient
    return numerical_gradient(lambda t: height(t, A, c), np.array(theta, dtype=float), eps=h)
