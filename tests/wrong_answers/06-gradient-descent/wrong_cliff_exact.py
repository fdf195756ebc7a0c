"""The derivative is worked out on paper; nothing is measured.

loses: cliff_slopes_example, cliff_slopes_values, cliff_slopes_whole_numbers
reads: this is the exact derivative
"""
# %% cliff_slopes
def cliff_slopes(theta, A, c, h):
    return 4 * A.T @ (A @ theta - c) ** 3 / len(c)
