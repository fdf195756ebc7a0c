"""The threshold with the fewest errors is taken, as if both cost the same.

loses: cheapest_threshold_example, cheapest_threshold_many
reads: the threshold with the fewest errors is chosen
"""
# %% cheapest_threshold
def cheapest_threshold(p_val, y_val, p_test, y_test, miss, alarm):
    def total(p, y, t):
        return miss * np.sum((p < t) & (y == 1)) + alarm * np.sum((p >= t) & (y == 0))

    steps = np.append(np.unique(p_val), np.inf)[::-1]
    t = steps[np.argmin([np.sum((p_val >= t) != (y_val == 1)) for t in steps])]
    return t, total(p_test, y_test, t) / len(y_test)
