"""A run passes when its answers are close on average.

loses: solved_both_sides, solved_many
reads: close on average
"""
# %% solved
def solved(outputs, target, tol):
    return np.abs(outputs - target).mean(axis=1) < tol
