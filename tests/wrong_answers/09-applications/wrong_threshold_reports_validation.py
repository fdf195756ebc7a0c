"""The cost is reported on the validation set, where the threshold was chosen.

loses: cheapest_threshold_example, cheapest_threshold_never, cheapest_threshold_many, cheapest_threshold_equal
reads: the cost is reported on the validation set
"""
# %% cheapest_threshold
def cheapest_threshold(p_val, y_val, p_test, y_test, miss, alarm):
    def total(p, y, t):
        return miss * np.sum((p < t) & (y == 1)) + alarm * np.sum((p >= t) & (y == 0))

    steps = np.append(np.unique(p_val), np.inf)[::-1]
    t = steps[np.argmin([total(p_val, y_val, t) for t in steps])]
    return t, total(p_val, y_val, t) / len(y_val)
