"""The caller's theta is nudged and not restored.

loses: cliff_slopes_example, cliff_slopes_shape, cliff_slopes_values, cliff_slopes_whole_numbers
reads: it changed its argument 1
"""
# %% cliff_slopes
def cliff_slopes(theta, A, c, h):
    slopes = []
    for i in range(len(theta)):
        f0 = height(theta, A, c)
        theta[i] += h
        f1 = height(theta, A, c)
        theta[i] += h
        f2 = height(theta, A, c)
        theta[i] -= 2 * h + 1e-3
        slopes.append((-3 * f0 + 4 * f1 - f2) / (2 * h))
    return slopes
