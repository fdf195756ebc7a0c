"""Of equally cheap thresholds the smallest is taken.

loses: cheapest_threshold_equal
reads: the smallest is taken
"""
# %% cheapest_threshold
def cheapest_threshold(p_val, y_val, p_test, y_test, miss, alarm):
    def total(p, y, t):
        return miss * np.sum((p < t) & (y == 1)) + alarm * np.sum((p >= t) & (y == 0))

    steps = np.append(np.unique(p_val), np.inf)
    t = steps[np.argmin([total(p_val, y_val, t) for t in steps])]
    return t, total(p_test, y_test, t) / len(y_test)
