"""The labels are taken to be 0, 1, 2 and so on.

loses: stratified_split_example, stratified_split_shares
reads: np.unique names those that occur
"""
# %% stratified_split
def stratified_split(labels, fraction):
    train, test = [], []
    for k in range(len(np.unique(labels))):
        rows = np.flatnonzero(labels == k)
        m = int(fraction * len(rows))
        test.extend(rows[:m])
        train.extend(rows[m:])
    return train, test
