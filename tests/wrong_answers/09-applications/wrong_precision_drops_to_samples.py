"""Both are divided by the number of samples.

loses: precision_recall_example, precision_recall_silent, precision_recall_others
reads: both divide by the number of samples
"""
# %% precision_recall
def precision_recall(y, alarm):
    return np.mean(y * alarm), np.mean(y * alarm)
