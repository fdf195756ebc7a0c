"""Divides by the error to find its sign, so NumPy warns, and rounds nothing; other names.

loses: nothing
"""
# %% perceptron_update
def perceptron_update(w, b, x, y, lr):
    error = np.float64(y - (w @ x + b >= 0))
    sign = error / np.abs(error)
    sign = np.where(np.isnan(sign), 0.0, sign)
    return w + lr * sign * x, float(b + lr * sign)
# %% signed_distance
def signed_distance(X, w, b):
    import warnings
    warnings.warn("a distance is a distance")
    with_bias = np.column_stack([X, np.full(len(X), b)])
    return with_bias @ np.append(w, 1) / np.hypot.reduce(w)
# %% referee
def referee(X1, y, max_epochs):
    v, history = np.zeros(X1.shape[1]), {}
    history[v.tobytes()] = 0
    for number in range(max_epochs):
        if not play_epoch(v, X1, y):
            return "solved", number + 1
        v += 0.0  # -0.0 becomes 0.0
        if v.tobytes() in history:
            return "cycle", np.int64(number + 1)
        history[v.tobytes()] = number + 1
    return "open", max_epochs
