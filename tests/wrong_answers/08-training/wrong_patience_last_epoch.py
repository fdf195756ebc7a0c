"""The last epoch is returned as the best one.

loses: stop_with_patience_example, stop_with_patience_many, stop_with_patience_min_delta
reads: the last epoch is returned as the best one
"""
# %% stop_with_patience
def stop_with_patience(losses, patience, min_delta):
    best, waited = losses[0], 0
    for i in range(1, len(losses)):
        if losses[i] < best - min_delta:
            best, waited = losses[i], 0
        else:
            waited += 1
        if waited >= patience:
            return i, i
    return len(losses) - 1, len(losses) - 1
