"""The mistakes that are left after the epoch are counted.

loses: epoch_mistakes, epoch_mistakes_many
reads: left after the epoch
"""
# %% one_epoch
def one_epoch(w, b, X, y, order):
    for i in order:
        error = y[i] - (w @ X[i] + b >= 0)
        w, b = w + error * X[i], b + error
    return w, b, int(np.sum((X @ w + b >= 0) != y))
