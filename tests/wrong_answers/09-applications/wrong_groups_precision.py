"""The precision of each group.

loses: recall_by_group_example, recall_by_group_nobody, recall_by_group_many
reads: this is the precision of each group
"""
# %% recall_by_group
def recall_by_group(y, alarm, group, groups):
    result = np.full(groups, np.nan)
    for i in range(groups):
        here = (group == i) & (alarm == 1)
        if np.any(here):
            result[i] = np.mean(y[here])
    return result
