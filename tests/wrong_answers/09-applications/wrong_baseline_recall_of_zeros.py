"""The recall is that of the more frequent answer, which is always 1.

loses: honest_baseline_example, honest_baseline_others
reads: this is the recall of the zeros
"""
# %% honest_baseline
def honest_baseline(y_train, y_test):
    answer = 1 if np.mean(y_train) > 0.5 else 0
    right = y_test == answer
    return answer, np.mean(right), np.mean(right[y_test == answer])
