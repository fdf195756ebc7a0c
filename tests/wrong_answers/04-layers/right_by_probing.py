"""Other ways: the collapsed layer found by asking it, recursion, an error message of its own, a warning raised.

loses: nothing
"""
# %% layer_from_neurons
def layer_from_neurons(layer):
    table = np.vstack([np.append(w, b) for w, b in layer]).transpose()
    return table[:-1, :], table[-1, :]
# %% count_parameters
def count_parameters(widths):
    if len(widths) < 2:
        return 0
    first, second, *rest = widths
    return first * second + second + count_parameters([second, *rest])
# %% careful_layer
class ShapeError(ValueError):
    pass


def careful_layer(X, W, b):
    import warnings

    warnings.warn("checking shapes")
    n_in, n_out = W.shape
    if b.shape != (n_out,):
        raise ShapeError("the biases came as {}, one for each of {} neurons is needed".format(b.shape, n_out))
    if X.shape != (X.shape[0], n_in):
        raise ShapeError("the samples came as {}, {} columns are needed".format(X.shape, n_in))
    out = np.zeros((X.shape[0], n_out))
    for j in range(n_out):
        out[:, j] = X @ W[:, j] + b[j]
    return out
# %% exactly_one
def exactly_one():
    # at least one, and not at least two, with larger numbers; the fourth neuron is never used
    W1 = np.array([[10.0, -10.0, 0.0, 3.0]] * 3)
    return W1, np.array([-5.0, 15.0, 1.0, -2.0]), np.array([[4.0], [4.0], [0.0], [0.0]]), np.array([-6.0])
# %% collapse
def collapse(pairs):
    def run(X):
        for W, b in pairs:
            X = X @ W + b
        return X

    d = pairs[0][0].shape[0]
    bias = run(np.zeros((1, d)))[0]
    return run(np.eye(d)) - bias, bias
