"""The caller's start is moved.

loses: descent_path_example, descent_path_shape, descent_path_values
reads: it changed its argument 3
"""
# %% descent_path
def descent_path(A, c, start, lr, steps):
    path = [start.copy()]
    for _ in range(steps):
        start -= lr * (A @ start - c)
        path.append(start.copy())
    return np.array(path)
