"""Every improvement counts, however small.

loses: stop_with_patience_min_delta
reads: min_delta is ignored
"""
# %% stop_with_patience
def stop_with_patience(losses, patience, min_delta):
    best = 0
    for i, loss in enumerate(losses):
        if loss < losses[best]:
            best = i
        elif i - best >= patience:
            return best, i
    return best, len(losses) - 1
