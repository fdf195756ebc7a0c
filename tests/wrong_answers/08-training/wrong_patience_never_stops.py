"""Patience plays no part.

loses: stop_with_patience_example, stop_with_patience_many, stop_with_patience_min_delta
reads: patience 2 is used up
"""
# %% stop_with_patience
def stop_with_patience(losses, patience, min_delta):
    return int(np.argmin(losses)), len(losses) - 1
