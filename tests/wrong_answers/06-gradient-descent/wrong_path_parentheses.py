"""The parentheses around the gradient are missing, so that c is subtracted whole.

loses: descent_path_example, descent_path_values
reads: parentheses are missing
"""
# %% descent_path
def descent_path(A, c, start, lr, steps):
    path = [start]
    for _ in range(steps):
        path.append(path[-1] - lr * A @ path[-1] - c)
    return np.array(path)
