"""Errors are added up, so misses and false alarms cancel.

loses: epoch_mistakes, epoch_mistakes_many
reads: in which misses (+1) and false alarms (-1) cancel
"""
# %% one_epoch
def one_epoch(w, b, X, y, order):
    count = 0
    for i in order:
        error = int(y[i]) - int(w @ X[i] + b >= 0)
        w, b, count = w + error * X[i], b + error, count + error
    return w, b, count
