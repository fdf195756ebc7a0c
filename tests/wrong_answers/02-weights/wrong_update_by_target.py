"""The target is added or subtracted whether the neuron was right or not.

loses: update_right
reads: the neuron was right, and yet the weights or the bias changed
"""
# %% perceptron_update
def perceptron_update(w, b, x, y, lr):
    sign = 1 if y == 1 else -1
    return w + lr * sign * x, b + lr * sign
