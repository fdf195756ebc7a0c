"""The simple forward difference is handed in.

loses: cliff_slopes_example, cliff_slopes_values, cliff_slopes_whole_numbers
reads: the simple forward difference
"""
# %% cliff_slopes
def cliff_slopes(theta, A, c, h):
    slopes = np.zeros(len(theta))
    for i in range(len(theta)):
        one, two = np.array(theta, dtype=float), np.array(theta, dtype=float)
        one[i] += h
        two[i] += 2 * h
        slopes[i] = (height(one, A, c) - height(theta, A, c)) / h
    return slopes
