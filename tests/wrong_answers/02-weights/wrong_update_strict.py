"""At exactly 0 the neuron is taken as silent.

loses: update_right
reads: `>=`, not `>`
"""
# %% perceptron_update
def perceptron_update(w, b, x, y, lr):
    error = y - (1 if w @ x + b > 0 else 0)
    return w + lr * error * x, b + lr * error
