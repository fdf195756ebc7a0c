"""The signed error is compared with delta, so large negative errors are squared.

loses: huber_values, huber_random
reads: compare the absolute value with delta
"""
# %% huber
def huber(prediction, target, delta):
    e = prediction - target
    return np.mean(np.where(e <= delta, e**2 / 2, delta * (abs(e) - delta / 2)))
