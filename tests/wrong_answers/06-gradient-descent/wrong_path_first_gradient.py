"""The gradient is computed once, before the loop.

loses: descent_path_example, descent_path_values
reads: the gradient of the start is used in every step
"""
# %% descent_path
def descent_path(A, c, start, lr, steps):
    gradient = A @ start - c
    return np.array([start - k * lr * gradient for k in range(steps + 1)])
