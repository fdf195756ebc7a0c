"""The plain interval, rate plus and minus z standard deviations.

loses: success_rate_example, success_rate_extremes, success_rate_others
reads: this is the plain interval
reads: shrinks to a single point
"""
# %% success_rate
def success_rate(successes, z):
    p = np.mean(successes)
    half = z * np.sqrt(p * (1 - p) / len(successes))
    return p, p - half, p + half
