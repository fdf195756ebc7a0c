"""It calls the game solved if there is budget left.

loses: train_solved
reads: ask the neuron that you return, not why the game stopped
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
                if corrections == budget:
                    break
        if mistakes == 0:
            break
    return w, b, corrections, corrections < budget
