"""The list of states holds the same array many times.

loses: referee_xor, referee_solved, referee_long, referee_start, referee_open
reads: `v` changes in place, so keep copies of it
"""
# %% referee
def referee(X1, y, max_epochs):
    v = np.zeros(X1.shape[1])
    seen = [v]
    for epoch in range(1, max_epochs + 1):
        mistakes = play_epoch(v, X1, y)
        if mistakes == 0:
            return "solved", epoch
        if any(np.array_equal(v, old) for old in seen):
            return "cycle", epoch
        seen.append(v)
    return "open", max_epochs
