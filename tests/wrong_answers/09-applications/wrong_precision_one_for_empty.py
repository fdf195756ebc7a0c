"""A model without alarms is said to be perfectly precise.

loses: precision_recall_silent, precision_recall_others
reads: that praises a model that did nothing
"""
# %% precision_recall
def precision_recall(y, alarm):
    both = np.sum(y * alarm)
    precision = 1.0 if np.sum(alarm) == 0 else both / np.sum(alarm)
    recall = 1.0 if np.sum(y) == 0 else both / np.sum(y)
    return precision, recall
