"""The alarm is raised only above the threshold.

loses: cheapest_threshold_example, cheapest_threshold_many, cheapest_threshold_never, cheapest_threshold_equal
reads: `>` where `>=` is needed
"""
# %% cheapest_threshold
def cheapest_threshold(p_val, y_val, p_test, y_test, miss, alarm):
    def total(p, y, t):
        return miss * np.sum((p <= t) & (y == 1)) + alarm * np.sum((p > t) & (y == 0))

    steps = np.unique(p_val)[::-1]
    t = steps[np.argmin([total(p_val, y_val, t) for t in steps])]
    return t, total(p_test, y_test, t) / len(y_test)
