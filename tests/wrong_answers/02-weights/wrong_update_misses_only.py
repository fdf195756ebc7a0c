"""Only misses are corrected, false alarms are not.

loses: update_false_alarm, update_many
reads: a false alarm needs a correction as much as a miss does
"""
# %% perceptron_update
def perceptron_update(w, b, x, y, lr):
    if y == 1 and w @ x + b < 0:
        return w + lr * x, b + lr
    return w, b
