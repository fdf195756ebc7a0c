"""Rounding is kept: 0.51 counts as solved.

loses: solved_example, solved_both_sides, solved_many
reads: 0.51 rounds to 1, but it is 0.49 away
reads: the outputs are rounded
"""
# %% solved
def solved(outputs, target, tol):
    return np.all(np.round(outputs) == target, axis=1)
