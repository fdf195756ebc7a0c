"""The half width is right, the middle is the rate.

loses: success_rate_example, success_rate_extremes, success_rate_others
reads: the interval is centred on the rate
"""
# %% success_rate
def success_rate(successes, z):
    n, k = len(successes), sum(successes)
    half = z * np.sqrt(k * (n - k) / n + z**2 / 4) / (n + z**2)
    return k / n, k / n - half, k / n + half
