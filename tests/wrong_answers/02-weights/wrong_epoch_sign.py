"""The corrections have the wrong sign, so mistakes grow.

loses: epoch_example, epoch_mistakes, epoch_weights_many, epoch_mistakes_many
reads: the corrections have the wrong sign
"""
# %% one_epoch
def one_epoch(w, b, X, y, order):
    count = 0
    for i in order:
        error = (w @ X[i] + b >= 0) - y[i]
        w, b, count = w + error * X[i], b + error, count + int(error != 0)
    return w, b, count
