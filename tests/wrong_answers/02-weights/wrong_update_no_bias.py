"""The bias is never updated, so the line stays through the origin.

loses: update_miss, update_false_alarm, update_many
reads: the bias is not corrected
"""
# %% perceptron_update
def perceptron_update(w, b, x, y, lr):
    y_hat = 1 if w @ x + b >= 0 else 0
    return w + lr * (y - y_hat) * x, b
