"""NumPy in one line each, einsum, boolean answers.

loses: nothing
"""
# %% weighted_sum
weighted_sum = lambda x, w, b: np.einsum("i,i->", x, w) + b
# %% sign_step
def sign_step(z):
    return 2 * (np.asarray(z) >= 0) - 1
# %% neuron_batch
def neuron_batch(X, w, b):
    return np.einsum("nd,d->n", X, w) >= -b
# %% line_ends
def line_ends(w, b, low, high):
    a, c = w
    t = np.array([low, high], dtype=float)
    return np.stack([t, -(a * t + b) / c] if c else [0 * t - b / a, t], axis=1)
