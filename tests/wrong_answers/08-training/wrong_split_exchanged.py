"""Test and train are exchanged.

loses: stratified_split_example, stratified_split_shares
reads: train and test are exchanged
"""
# %% stratified_split
def stratified_split(labels, fraction):
    train, test = [], []
    for k in np.unique(labels):
        rows = np.flatnonzero(labels == k)
        m = int(fraction * len(rows))
        test.extend(rows[:m])
        train.extend(rows[m:])
    return test, train
