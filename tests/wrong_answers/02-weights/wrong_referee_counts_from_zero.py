"""Epochs are counted from 0.

loses: referee_xor, referee_solved, referee_long, referee_start, referee_open
reads: the first is number 1
"""
# %% referee
def referee(X1, y, max_epochs):
    v = np.zeros(X1.shape[1])
    seen = [v.tolist()]
    for epoch in range(max_epochs):
        mistakes = play_epoch(v, X1, y)
        if mistakes == 0:
            return "solved", epoch
        if v.tolist() in seen:
            return "cycle", epoch
        seen.append(v.tolist())
    return "open", max_epochs
