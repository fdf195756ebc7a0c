"""The share of alarms in each group, right or wrong.

loses: recall_by_group_example, recall_by_group_nobody, recall_by_group_many
reads: this is the share of alarms in each group
"""
# %% recall_by_group
def recall_by_group(y, alarm, group, groups):
    result = np.full(groups, np.nan)
    for i in range(groups):
        here = group == i
        if np.any(here):
            result[i] = np.mean(alarm[here])
    return result
