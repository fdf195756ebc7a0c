"""`w +=` changes the caller's array.

loses: update_miss, update_false_alarm, update_many
reads: it changed its argument 1
"""
# %% perceptron_update
def perceptron_update(w, b, x, y, lr):
    error = y - (1 if w @ x + b >= 0 else 0)
    w += lr * error * x
    b += lr * error
    return w, b
