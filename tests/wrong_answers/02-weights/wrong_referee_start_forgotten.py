"""The start is not among the recorded states.

loses: referee_start
reads: record it before the first epoch
"""
# %% referee
def referee(X1, y, max_epochs):
    v = np.zeros(X1.shape[1])
    seen = []
    for epoch in range(1, max_epochs + 1):
        mistakes = play_epoch(v, X1, y)
        if mistakes == 0:
            return "solved", epoch
        if v.tolist() in seen:
            return "cycle", epoch
        seen.append(v.tolist())
    return "open", max_epochs
