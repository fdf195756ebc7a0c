"""The absolute value is missing, so answers that are too low pass.

loses: solved_example, solved_both_sides, solved_many
reads: is the absolute value missing
"""
# %% solved
def solved(outputs, target, tol):
    return np.all(outputs - target < tol, axis=1)
