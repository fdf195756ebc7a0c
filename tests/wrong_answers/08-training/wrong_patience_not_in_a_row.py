"""The epochs without a new best one are counted over the whole training.

loses: stop_with_patience_many, stop_with_patience_min_delta
reads: patience starts anew with each new best epoch
"""
# %% stop_with_patience
def stop_with_patience(losses, patience, min_delta):
    best, bad = 0, 0
    for i in range(1, len(losses)):
        if losses[best] - losses[i] > min_delta:
            best = i
        else:
            bad += 1
            if bad == patience:
                return best, i
    return best, len(losses) - 1
