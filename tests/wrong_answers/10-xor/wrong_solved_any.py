"""One good answer is enough.

loses: solved_example, solved_both_sides, solved_many
reads: all of them must be
"""
# %% solved
def solved(outputs, target, tol):
    return np.any(np.abs(outputs - target) < tol, axis=1)
