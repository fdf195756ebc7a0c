"""Precision is computed: the count is divided by how often the class was predicted.

loses: class_recall_example, class_recall_absent, class_recall_many
reads: this is precision
"""
# %% class_recall
def class_recall(labels, predicted, classes):
    return np.array([np.mean(labels[predicted == k] == k) if np.any(predicted == k) else np.nan for k in range(classes)])
