"""The threshold comes from the prices, as for calibrated probabilities.

loses: cheapest_threshold_example, cheapest_threshold_never, cheapest_threshold_many, cheapest_threshold_equal
reads: the threshold is calculated from the prices
"""
# %% cheapest_threshold
def cheapest_threshold(p_val, y_val, p_test, y_test, miss, alarm):
    def total(p, y, t):
        return miss * np.sum((p < t) & (y == 1)) + alarm * np.sum((p >= t) & (y == 0))

    t = alarm / (alarm + miss)
    return t, total(p_test, y_test, t) / len(y_test)
