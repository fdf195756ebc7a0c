"""The budget is counted in epochs.

loses: train_budget, train_many, train_solved
reads: the budget is taken for a number of epochs
"""
# %% train
def train(X, y, budget):
    w, b, corrections = np.zeros(X.shape[1]), 0.0, 0
    for epoch in range(budget):
        mistakes = 0
        for x, target in zip(X, y):
            error = target - (w @ x + b >= 0)
            if error != 0:
                w, b, mistakes = w + error * x, b + error, mistakes + 1
        corrections += mistakes
        if mistakes == 0:
            break
    return w, b, corrections, bool(np.all((X @ w + b >= 0) == y))
