"""Groups that do not occur, or with nobody to find, are left out.

loses: recall_by_group_nobody, recall_by_group_many
reads: left out
"""
# %% recall_by_group
def recall_by_group(y, alarm, group, groups):
    return np.array([alarm[(group == g) & (y == 1)].mean() for g in np.unique(group[y == 1])])
