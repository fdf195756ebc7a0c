"""It stops one epoch too late: `>` where `>=` is needed.

loses: stop_with_patience_example, stop_with_patience_many, stop_with_patience_min_delta
reads: two in a row without a new best one
"""
# %% stop_with_patience
def stop_with_patience(losses, patience, min_delta):
    best = 0
    for i, loss in enumerate(losses):
        if losses[best] - loss > min_delta:
            best = i
        elif i - best > patience:
            return best, i
    return best, len(losses) - 1
