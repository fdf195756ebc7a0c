"""The found ones are divided by the ones of all groups.

loses: recall_by_group_example, recall_by_group_nobody, recall_by_group_many
reads: divided by the ones of all groups
"""
# %% recall_by_group
def recall_by_group(y, alarm, group, groups):
    result = np.full(groups, np.nan)
    for i in range(groups):
        here = (group == i) & (y == 1)
        if np.any(here):
            result[i] = np.sum(alarm[here]) / np.sum(y)
    return result
