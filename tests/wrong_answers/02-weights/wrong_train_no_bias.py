"""The bias is never corrected in the training.

loses: train_and, train_budget, train_many, train_solved
reads: the line stays through the origin
"""
# %% train
def train(X, y, budget):
    w, b, corrections = np.zeros(X.shape[1]), 0.0, 0
    while corrections < budget:
        mistakes = 0
        for x, target in zip(X, y):
            error = target - (w @ x + b >= 0)
            if error != 0:
                w = w + error * x
                corrections, mistakes = corrections + 1, mistakes + 1
                if corrections == budget:
                    break
        if mistakes == 0:
            break
    return w, b, corrections, bool(np.all((X @ w + b >= 0) == y))
