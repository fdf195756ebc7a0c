"""The vertical line divides by zero.

loses: line_ends_vertical
reads: a vertical line gives nan or inf
"""
# %% line_ends
def line_ends(w, b, low, high):
    return np.array([[x1, -(w[0] * x1 + b) / w[1]] for x1 in (low, high)])
