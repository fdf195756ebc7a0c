"""Each loss is compared with the one before.

loses: stop_with_patience_example, stop_with_patience_min_delta
reads: compare with the loss of the last epoch that counted as best
"""
# %% stop_with_patience
def stop_with_patience(losses, patience, min_delta):
    best = 0
    for i in range(1, len(losses)):
        if losses[i - 1] - losses[i] > min_delta:
            best = i
        elif i - best >= patience:
            return best, i
    return best, len(losses) - 1
