"""The mean squared error is handed in.

loses: huber_values, huber_random
reads: this is the mean squared error
"""
# %% huber
def huber(prediction, target, delta):
    return np.mean((prediction - target) ** 2)
