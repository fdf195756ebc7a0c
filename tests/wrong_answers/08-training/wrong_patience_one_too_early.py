"""It stops one epoch too early.

loses: stop_with_patience_example, stop_with_patience_many, stop_with_patience_min_delta
reads: it stops one epoch too early
"""
# %% stop_with_patience
def stop_with_patience(losses, patience, min_delta):
    best = 0
    for i, loss in enumerate(losses):
        if losses[best] - loss > min_delta:
            best = i
        elif i - best >= patience - 1:
            return best, i
    return best, len(losses) - 1
