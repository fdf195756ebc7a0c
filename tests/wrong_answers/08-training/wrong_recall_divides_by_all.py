"""The counts are divided by the number of all samples.

loses: class_recall_example, class_recall_absent, class_recall_many
reads: it divides by the number of all samples
"""
# %% class_recall
def class_recall(labels, predicted, classes):
    return np.array([np.mean((labels == k) & (predicted == k)) if np.any(labels == k) else np.nan for k in range(classes)])
