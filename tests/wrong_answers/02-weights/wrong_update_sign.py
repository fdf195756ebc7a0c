"""The error is the answer minus the target, so mistakes grow.

loses: update_miss, update_false_alarm, update_many
reads: so the mistake grows
"""
# %% perceptron_update
def perceptron_update(w, b, x, y, lr):
    y_hat = 1 if w @ x + b >= 0 else 0
    error = y_hat - y
    return w + lr * error * x, b + lr * error
