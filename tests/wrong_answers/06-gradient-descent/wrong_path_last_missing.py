"""The place is noted before the step, so the last one is never noted.

loses: descent_path_example, descent_path_shape, descent_path_values, descent_path_no_steps
reads: the last place is missing
"""
# %% descent_path
def descent_path(A, c, start, lr, steps):
    theta, path = start, []
    for _ in range(steps):
        path.append(theta)
        theta = theta - lr * (A @ theta - c)
    return np.array(path)
