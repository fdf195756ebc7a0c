"""range(1, max_epochs) leaves out the last epoch.

loses: referee_open
reads: the last of the max_epochs epochs counts, too
"""
# %% referee
def referee(X1, y, max_epochs):
    v = np.zeros(X1.shape[1])
    seen = [v.tolist()]
    for epoch in range(1, max_epochs):
        mistakes = play_epoch(v, X1, y)
        if mistakes == 0:
            return "solved", epoch
        if v.tolist() in seen:
            return "cycle", epoch
        seen.append(v.tolist())
    return "open", max_epochs
