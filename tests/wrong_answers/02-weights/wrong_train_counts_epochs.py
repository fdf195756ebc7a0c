"""It returns the number of epochs for the number of corrections.

loses: train_and, train_budget, train_many
reads: is the count of epochs returned
"""
# %% train
def train(X, y, budget):
    w, b, corrections, epochs = np.zeros(X.shape[1]), 0.0, 0, 0
    while corrections < budget:
        mistakes, epochs = 0, epochs + 1
        for x, target in zip(X, y):
            error = target - (w @ x + b >= 0)
            if error != 0:
                w, b = w + error * x, b + error
                corrections, mistakes = corrections + 1, mistakes + 1
                if corrections == budget:
                    break
        if mistakes == 0:
            break
    return w, b, epochs, bool(np.all((X @ w + b >= 0) == y))
