"""The rows are visited from top to bottom.

loses: epoch_example, epoch_weights_many, epoch_mistakes_many
reads: `order` says which comes first
"""
# %% one_epoch
def one_epoch(w, b, X, y, order):
    count = 0
    for x, target in zip(X, y):
        error = target - (w @ x + b >= 0)
        if error != 0:
            w, b, count = w + error * x, b + error, count + 1
    return w, b, count
