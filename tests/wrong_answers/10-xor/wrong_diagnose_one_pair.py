"""Only the pair of the chapter, 01 and 11, is looked at.

loses: diagnose_pairs
reads: any two cases may be tied
"""
# %% diagnose
def diagnose(answers):
    half = np.abs(answers - 0.5) < 0.05
    good = np.abs(answers - np.array([0, 1, 1, 0])) < 0.1
    if good.all():
        return "solved"
    if half[1] and half[3] and good[0] and good[2]:
        return "two tied"
    return "all tied" if half.all() else "other"
