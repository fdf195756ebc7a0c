"""Divides first and looks afterwards: NumPy warns of division by zero, and the answer is right.

loses: nothing
"""
# %% line_ends
def line_ends(w, b, low, high):
    x = np.array([low, high])
    y = -(w[0] * x + b) / w[1]
    if not np.all(np.isfinite(y)):
        x, y = np.repeat(-b / w[0], 2), x
    return np.array([x, y]).T
# %% sign_step
def sign_step(z):
    z = np.asarray(z, dtype=float)
    ratio = z / np.abs(z)
    return np.where(np.isnan(ratio), 1.0, ratio)
