"""One array is changed in place and appended again and again.

loses: descent_path_example, descent_path_values
reads: all rows are the same array
"""
# %% descent_path
def descent_path(A, c, start, lr, steps):
    theta = start.copy()
    path = [theta]
    for _ in range(steps):
        theta -= lr * (A @ theta - c)
        path.append(theta)
    return np.array(path)
