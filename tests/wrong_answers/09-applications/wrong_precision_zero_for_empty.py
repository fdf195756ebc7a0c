"""Where there is nothing to divide by, 0 is returned.

loses: precision_recall_silent, precision_recall_others
reads: without any alarm the precision is 0
"""
# %% precision_recall
def precision_recall(y, alarm):
    both = np.sum(y * alarm)
    precision = both / np.sum(alarm) if np.sum(alarm) else 0.0
    recall = both / np.sum(y) if np.sum(y) else 0.0
    return precision, recall
