"""Large errors cost delta |e|, so the loss jumps at delta.

loses: huber_values, huber_random
reads: ½ delta is not subtracted
"""
# %% huber
def huber(prediction, target, delta):
    e = np.abs(prediction - target)
    return np.mean(np.where(e <= delta, e**2 / 2, delta * e))
