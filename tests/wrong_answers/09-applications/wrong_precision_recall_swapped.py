"""Precision and recall are exchanged.

loses: precision_recall_example, precision_recall_silent, precision_recall_others
reads: precision and recall are exchanged
"""
# %% precision_recall
def precision_recall(y, alarm):
    with np.errstate(all="ignore"):
        both = np.sum(y * alarm)
        return both / y.sum(), both / alarm.sum()
