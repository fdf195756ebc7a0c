"""The budget is looked at between epochs alone, so the last epoch is finished.

loses: train_budget, train_many
reads: it finishes the epoch in which the budget runs out
"""
# %% train
def train(X, y, budget):
    w, b, corrections = np.zeros(X.shape[1]), 0.0, 0
    while corrections < budget:
        mistakes = 0
        for x, target in zip(X, y):
            error = target - (w @ x + b >= 0)
            if error != 0:
                w, b = w + error * x, b + error
                corrections, mistakes = corrections + 1, mistakes + 1
        if mistakes == 0:
            break
    return w, b, corrections, bool(np.all((X @ w + b >= 0) == y))
