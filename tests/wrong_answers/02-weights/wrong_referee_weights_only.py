"""The bias is left out of the state.

loses: referee_xor, referee_solved, referee_long, referee_open, referee_start
reads: the bias, the last entry of v, belongs to the state
"""
# %% referee
def referee(X1, y, max_epochs):
    v = np.zeros(X1.shape[1])
    seen = [v[:-1].tolist()]
    for epoch in range(1, max_epochs + 1):
        mistakes = play_epoch(v, X1, y)
        if mistakes == 0:
            return "solved", epoch
        if v[:-1].tolist() in seen:
            return "cycle", epoch
        seen.append(v[:-1].tolist())
    return "open", max_epochs
