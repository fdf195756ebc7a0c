"""The number of test samples is rounded to the nearest.

loses: stratified_split_shares
reads: it should be rounded down
"""
# %% stratified_split
def stratified_split(labels, fraction):
    train, test = [], []
    for k in np.unique(labels):
        rows = np.flatnonzero(labels == k)
        m = round(fraction * len(rows))
        test.extend(rows[:m])
        train.extend(rows[m:])
    return train, test
