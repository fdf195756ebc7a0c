"""The start is not in the path.

loses: descent_path_example, descent_path_shape, descent_path_values, descent_path_no_steps
reads: the start is missing
"""
# %% descent_path
def descent_path(A, c, start, lr, steps):
    theta, path = start, []
    for _ in range(steps):
        theta = theta - lr * (A @ theta - c)
        path.append(theta)
    return np.array(path)
