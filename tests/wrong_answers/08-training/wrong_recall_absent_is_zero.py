"""A class without samples gets 0.

loses: class_recall_absent
reads: where there is nothing to find the answer is nan
"""
# %% class_recall
def class_recall(labels, predicted, classes):
    result = np.zeros(classes)
    for k in range(classes):
        if np.sum(labels == k) > 0:
            result[k] = np.sum((labels == k) & (predicted == k)) / np.sum(labels == k)
    return result
