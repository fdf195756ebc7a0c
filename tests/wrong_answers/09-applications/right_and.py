"""Samples are picked with & and |, which want whole numbers or truth values.

loses: nothing
"""
# %% precision_recall
def precision_recall(y, alarm):
    both = np.sum(y & alarm)
    return both / alarm.sum() if alarm.any() else np.nan, both / y.sum() if y.any() else np.nan


# %% recall_by_group
def recall_by_group(y, alarm, group, groups):
    result = []
    for g in range(groups):
        ill = (group == g) & (y == 1)
        result.append((ill & (alarm == 1)).sum() / ill.sum() if ill.any() else np.nan)
    return np.array(result)
