"""The best epoch is looked for in the whole list.

loses: stop_with_patience_example, stop_with_patience_many, stop_with_patience_min_delta
reads: it looks into the future
"""
# %% stop_with_patience
def stop_with_patience(losses, patience, min_delta):
    best = 0
    for i, loss in enumerate(losses):
        if losses[best] - loss > min_delta:
            best = i
        elif i - best >= patience:
            return int(np.argmin(losses)), i
    return int(np.argmin(losses)), len(losses) - 1
