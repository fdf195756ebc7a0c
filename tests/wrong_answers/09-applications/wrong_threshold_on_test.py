"""The threshold is chosen on the test set.

loses: cheapest_threshold_example, cheapest_threshold_never, cheapest_threshold_many, cheapest_threshold_equal
reads: the threshold is chosen on the test set
"""
# %% cheapest_threshold
def cheapest_threshold(p_val, y_val, p_test, y_test, miss, alarm):
    def total(p, y, t):
        return miss * np.sum((p < t) & (y == 1)) + alarm * np.sum((p >= t) & (y == 0))

    steps = np.append(np.unique(p_test), np.inf)[::-1]
    t = steps[np.argmin([total(p_test, y_test, t) for t in steps])]
    return t, total(p_test, y_test, t) / len(y_test)
