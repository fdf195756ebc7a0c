"""The loss alone decides: 1/8 is a tie, 1/4 is all tied.

loses: diagnose_other
reads: look at the answers themselves
"""
# %% diagnose
def diagnose(answers):
    loss = np.mean((answers - np.array([0, 1, 1, 0])) ** 2)
    if loss < 0.01:
        return "solved"
    if abs(loss - 1 / 8) < 0.02:
        return "two tied"
    return "all tied" if abs(loss - 1 / 4) < 0.01 else "other"
