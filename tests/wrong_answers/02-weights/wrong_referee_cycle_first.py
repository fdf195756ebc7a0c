"""A solved game leaves the state as it was, and is called a circle.

loses: referee_solved, referee_open
reads: that is no circle
"""
# %% referee
def referee(X1, y, max_epochs):
    v = np.zeros(X1.shape[1])
    seen = [v.tolist()]
    for epoch in range(1, max_epochs + 1):
        mistakes = play_epoch(v, X1, y)
        if v.tolist() in seen:
            return "cycle", epoch
        if mistakes == 0:
            return "solved", epoch
        seen.append(v.tolist())
    return "open", max_epochs
