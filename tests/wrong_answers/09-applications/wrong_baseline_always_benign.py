"""The answer is 0 whatever the training set says: 98% accuracy with recall 0 is taken for granted.

loses: honest_baseline_others
reads: the answer is 1, not 0
"""
# %% honest_baseline
def honest_baseline(y_train, y_test):
    return 0, 1 - np.mean(y_test), 0.0
