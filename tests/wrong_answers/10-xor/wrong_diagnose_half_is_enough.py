"""Two answers at one half are called a tie, whatever the others are.

loses: diagnose_example, diagnose_other
reads: that is not enough: are the other two good
"""
# %% diagnose
def diagnose(answers):
    half = np.abs(answers - 0.5) < 0.05
    good = np.abs(answers - np.array([0, 1, 1, 0])) < 0.1
    if good.all():
        return "solved"
    return {2: "two tied", 4: "all tied"}.get(int(half.sum()), "other")
