"""The error is the target minus the weighted sum; the step is forgotten.

loses: update_miss, update_false_alarm, update_many, update_right
reads: takes the weighted sum for the answer
"""
# %% perceptron_update
def perceptron_update(w, b, x, y, lr):
    error = y - (w @ x + b)
    return w + lr * error * x, b + lr * error
