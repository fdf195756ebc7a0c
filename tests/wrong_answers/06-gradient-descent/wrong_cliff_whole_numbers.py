"""The copy keeps the whole numbers, and a nudge of 0.25 is cut off.

loses: cliff_slopes_whole_numbers
reads: a nudge is cut off to 0
"""
# %% cliff_slopes
def cliff_slopes(theta, A, c, h):
    slopes = np.zeros(len(theta))
    for i in range(len(theta)):
        one, two = theta.copy(), theta.copy()
        one[i] = one[i] + h
        two[i] = two[i] + 2 * h
        slopes[i] = (-3 * height(theta, A, c) + 4 * height(one, A, c) - height(two, A, c)) / (2 * h)
    return slopes
