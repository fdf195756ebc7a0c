"""The learning rate is not used.

loses: update_miss, update_false_alarm, update_many
reads: the learning rate is missing
"""
# %% perceptron_update
def perceptron_update(w, b, x, y, lr):
    error = y - (w @ x + b >= 0)
    return w + error * x, b + error
