"""The line is solved with the wrong sign of the bias.

loses: line_ends_slanted, line_ends_others, line_ends_vertical
reads: the sign of the bias is wrong
"""
# %% line_ends
def line_ends(w, b, low, high):
    if w[1] == 0:
        return np.array([[b / w[0], low], [b / w[0], high]])
    return np.array([[low, (b - w[0] * low) / w[1]], [high, (b - w[0] * high) / w[1]]])
