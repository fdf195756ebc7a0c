"""The square is not halved, so the two rows do not meet.

loses: huber_values, huber_random
reads: the ½ of the square is missing
"""
# %% huber
def huber(prediction, target, delta):
    e = np.abs(prediction - target)
    return np.mean(np.where(e <= delta, e**2, delta * (e - delta / 2)))
