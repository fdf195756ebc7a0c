"""The formula is divided by h and not by 2h.

loses: cliff_slopes_example, cliff_slopes_values, cliff_slopes_whole_numbers
reads: the division is by h
"""
# %% cliff_slopes
def cliff_slopes(theta, A, c, h):
    slopes = np.zeros(len(theta))
    for i in range(len(theta)):
        one, two = np.array(theta, dtype=float), np.array(theta, dtype=float)
        one[i] += h
        two[i] += 2 * h
        slopes[i] = (-3 * height(theta, A, c) + 4 * height(one, A, c) - height(two, A, c)) / h
    return slopes
