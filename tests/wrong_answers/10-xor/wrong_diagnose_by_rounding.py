"""A run is called solved when its rounded answers are XOR.

loses: diagnose_pairs, diagnose_other
reads: a tied run is called solved
reads: look at the answers themselves
"""
# %% diagnose
def diagnose(answers):
    half = np.abs(answers - 0.5) < 0.05
    good = np.abs(answers - np.array([0, 1, 1, 0])) < 0.1
    if np.array_equal(np.round(answers), [0, 1, 1, 0]):
        return "solved"
    if half.sum() == 2 and good.sum() == 2:
        return "two tied"
    return "all tied" if half.all() else "other"
