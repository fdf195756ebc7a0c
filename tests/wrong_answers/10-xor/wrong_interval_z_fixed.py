"""z is taken as 1.96 whatever comes in.

loses: success_rate_example, success_rate_extremes, success_rate_others
reads: z is ignored
"""
# %% success_rate
def success_rate(successes, z):
    z = 1.96
    n, k = len(successes), sum(successes)
    middle = (k + z**2 / 2) / (n + z**2)
    half = z * np.sqrt(k * (n - k) / n + z**2 / 4) / (n + z**2)
    return k / n, middle - half, middle + half
