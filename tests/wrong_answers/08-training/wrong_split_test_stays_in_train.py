"""The test rows are not taken out of the training set.

loses: stratified_split_example, stratified_split_disjoint
reads: test rows are still in the training set
"""
# %% stratified_split
def stratified_split(labels, fraction):
    test = []
    for k in np.unique(labels):
        rows = np.flatnonzero(labels == k)
        test.extend(rows[:int(fraction * len(rows))])
    return list(range(len(labels))), test
