"""Every group gets the recall of all.

loses: recall_by_group_example, recall_by_group_nobody, recall_by_group_many
reads: every group gets the recall of all
"""
# %% recall_by_group
def recall_by_group(y, alarm, group, groups):
    return np.full(groups, np.mean(alarm[y == 1]))
