"""The nudge of a coordinate is not taken back before the next is nudged.

loses: cliff_slopes_example, cliff_slopes_values, cliff_slopes_whole_numbers
reads: the nudges pile up
"""
# %% cliff_slopes
def cliff_slopes(theta, A, c, h):
    t = np.array(theta, dtype=float)
    slopes = []
    for i in range(len(t)):
        f0 = height(t, A, c)
        t[i] += h
        f1 = height(t, A, c)
        t[i] += h
        f2 = height(t, A, c)
        slopes.append((-3 * f0 + 4 * f1 - f2) / (2 * h))
    return np.array(slopes)
