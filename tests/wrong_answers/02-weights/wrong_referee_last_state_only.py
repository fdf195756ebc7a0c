"""The state is compared with the one before it alone.

loses: referee_long, referee_start
reads: compare it with all earlier states
"""
# %% referee
def referee(X1, y, max_epochs):
    v = np.zeros(X1.shape[1])
    seen = [v.tolist()]
    for epoch in range(1, max_epochs + 1):
        mistakes = play_epoch(v, X1, y)
        if mistakes == 0:
            return "solved", epoch
        if v.tolist() in seen[-1:]:
            return "cycle", epoch
        seen.append(v.tolist())
    return "open", max_epochs
