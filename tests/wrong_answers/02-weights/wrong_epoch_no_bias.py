"""The bias is never corrected in the epoch.

loses: epoch_example, epoch_weights_many, epoch_mistakes_many
reads: the bias is not corrected
"""
# %% one_epoch
def one_epoch(w, b, X, y, order):
    count = 0
    for i in order:
        error = y[i] - (w @ X[i] + b >= 0)
        if error != 0:
            w = w + error * X[i]
            count += 1
    return w, b, count
