"""NumPy warns of overflow, helpers print, and every number is right.

loses: nothing
"""
# %% soft_switch
def soft_switch(x, centre, width):
    print("switch called")
    answer = (1 + np.exp((centre - x) / width)) ** -1
    return [answer, answer * (1 - answer) / width]
# %% softplus
def softplus(numbers):
    numbers = np.asarray(numbers, dtype=float)
    plain = np.log1p(np.exp(numbers))
    result = np.where(np.isinf(plain), numbers, plain)
    return float(result) if result.ndim == 0 else result
# %% elu
def elu(sums, factor):
    result = np.array(sums, dtype=float)
    result[sums <= 0] = factor * (np.exp(sums) - 1)[sums <= 0]
    return result
# %% elu_slope
def elu_slope(z, alpha):
    slope = np.where(z > 0, 1.0, alpha * np.exp(z))
    print(slope.shape)
    return slope
# %% dead_share
def dead_share(x, w, b):
    outputs = np.maximum(np.outer(w, x) + b.reshape(-1, 1), 0)
    totals = outputs.sum(axis=1)
    return np.count_nonzero(totals == 0) / w.size
