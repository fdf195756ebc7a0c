"""theta + h nudges every coordinate at once. With a single coordinate it would be right.

loses: cliff_slopes_example, cliff_slopes_values, cliff_slopes_whole_numbers
reads: all coordinates are nudged at once
"""
# %% cliff_slopes
def cliff_slopes(theta, A, c, h):
    f = lambda t: height(t, A, c)
    slope = (-3 * f(theta) + 4 * f(theta + h) - f(theta + 2 * h)) / (2 * h)
    return np.full(len(theta), slope)
