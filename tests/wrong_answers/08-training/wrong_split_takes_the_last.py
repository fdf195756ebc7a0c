"""The last samples of each class go to the test set, not the first.

loses: stratified_split_example, stratified_split_shares
reads: the last samples of each class are taken, not the first
"""
# %% stratified_split
def stratified_split(labels, fraction):
    train, test = [], []
    for k in np.unique(labels):
        rows = np.flatnonzero(labels == k)
        m = len(rows) - int(fraction * len(rows))
        train.extend(rows[:m])
        test.extend(rows[m:])
    return train, test
