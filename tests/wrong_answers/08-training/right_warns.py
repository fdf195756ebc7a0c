"""It prints, warns of a mean of nothing, and uses other names.

loses: nothing
"""
# %% class_recall
def class_recall(truth, answer, n):
    return np.array([np.mean(answer[truth == k] == k) for k in range(n)])
# %% stop_with_patience
def stop_with_patience(losses, patience, min_delta):
    losses = np.asarray(losses)
    best = epoch = 0
    while epoch < len(losses) and epoch - best < patience:
        if losses[epoch] < losses[best] - min_delta:
            best = epoch
        epoch += 1
    if epoch < len(losses) and losses[best] - losses[epoch] > min_delta:
        return stop_with_patience_from(losses, patience, min_delta, epoch)
    print("stopped at", epoch)
    return np.int64(best), np.int64(min(epoch, len(losses) - 1))


def stop_with_patience_from(losses, patience, min_delta, start):
    best, last = stop_with_patience(losses[start:], patience, min_delta)
    return best + start, last + start
# %% robust_scale
def robust_scale(train, other):
    middle = np.median(train, axis=0)
    spread = np.subtract(*np.percentile(train, [75, 25], axis=0))
    results = []
    for table in (train, other):
        scaled = (table - middle) / spread
        results.append(np.where(spread == 0, table - middle, scaled))
    return tuple(results)
