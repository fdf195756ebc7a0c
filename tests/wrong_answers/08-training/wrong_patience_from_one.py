"""Epochs are counted from 1.

loses: stop_with_patience_example, stop_with_patience_many, stop_with_patience_min_delta
reads: epochs are counted from 1
"""
# %% stop_with_patience
def stop_with_patience(losses, patience, min_delta):
    best = 0
    for i, loss in enumerate(losses):
        if losses[best] - loss > min_delta:
            best = i
        elif i - best >= patience:
            return best + 1, i + 1
    return best + 1, len(losses)
