"""One answer for all runs together: the axis is missing.

loses: solved_example, solved_both_sides, solved_many
reads: ask each row, with axis=1
"""
# %% solved
def solved(outputs, target, tol):
    return np.all(np.abs(outputs - target) < tol)
