"""The limit is 1, whatever delta is.

loses: huber_random
reads: the limit is always 1
"""
# %% huber
def huber(prediction, target, delta):
    e = np.abs(prediction - target)
    return np.mean(np.where(e <= 1, e**2 / 2, e - 0.5))
