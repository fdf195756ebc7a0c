"""The coordinates are updated one after the other, and the later ones see the earlier.

loses: descent_path_example, descent_path_values
reads: the coordinates are updated in turn
"""
# %% descent_path
def descent_path(A, c, start, lr, steps):
    theta = start.copy()
    path = [start]
    for _ in range(steps):
        for i in range(len(theta)):
            theta[i] = theta[i] - lr * (A[i] @ theta - c[i])
        path.append(theta.copy())
    return np.array(path)
