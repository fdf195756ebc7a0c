"""The accuracy is given for the precision.

loses: precision_recall_example, precision_recall_silent, precision_recall_others
reads: the first number is the accuracy
"""
# %% precision_recall
def precision_recall(y, alarm):
    recall = np.sum(y * alarm) / np.sum(y) if np.sum(y) else np.nan
    return np.mean(y == alarm), recall
