"""A group with nobody to find gets a 0.

loses: recall_by_group_nobody, recall_by_group_many
reads: as if all had been missed
"""
# %% recall_by_group
def recall_by_group(y, alarm, group, groups):
    result = np.full(groups, 0.0)
    for i in range(groups):
        here = (group == i) & (y == 1)
        if np.any(here):
            result[i] = np.mean(alarm[here])
    return result
