"""Only the last place comes out.

loses: descent_path_example, descent_path_shape, descent_path_values, descent_path_no_steps
reads: only the end comes out
"""
# %% descent_path
def descent_path(A, c, start, lr, steps):
    theta = start
    for _ in range(steps):
        theta = theta - lr * (A @ theta - c)
    return theta
