"""The threshold stays at 0.5, whatever errors cost.

loses: cheapest_threshold_example, cheapest_threshold_never, cheapest_threshold_many, cheapest_threshold_equal
reads: the threshold is 0.5 whatever the prices
"""
# %% cheapest_threshold
def cheapest_threshold(p_val, y_val, p_test, y_test, miss, alarm):
    def total(p, y, t):
        return miss * np.sum((p < t) & (y == 1)) + alarm * np.sum((p >= t) & (y == 0))

    return 0.5, total(p_test, y_test, 0.5) / len(y_test)
