"""The labels of the two parts are returned, not their rows.

loses: stratified_split_example, stratified_split_disjoint, stratified_split_shares
reads: labels come back; we expect row numbers
"""
# %% stratified_split
def stratified_split(labels, fraction):
    train, test = [], []
    for k in np.unique(labels):
        members = labels[labels == k]
        m = int(fraction * len(members))
        test.extend(members[:m])
        train.extend(members[m:])
    return train, test
