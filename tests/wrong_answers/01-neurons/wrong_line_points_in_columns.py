"""Each point stands in a column.

loses: line_ends_slanted, line_ends_others, line_ends_vertical
reads: one point stands in each row, not in each column
"""
# %% line_ends
def line_ends(w, b, low, high):
    if w[1] == 0:
        return np.array([[-b / w[0], -b / w[0]], [low, high]])
    x1 = np.array([low, high])
    return np.array([x1, -(w[0] * x1 + b) / w[1]])
