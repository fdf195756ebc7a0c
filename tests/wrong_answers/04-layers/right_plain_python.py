"""Everything in plain Python: lists, loops, no NumPy.

loses: nothing
"""
# %% layer_from_neurons
def layer_from_neurons(neurons):
    inputs = len(neurons[0][0])
    W = []
    for i in range(inputs):
        W.append([w[i] for w, bias in neurons])
    return W, [bias for w, bias in neurons]
# %% count_parameters
def count_parameters(sizes):
    total = 0
    before = None
    for size in sizes:
        if before is not None:
            total += (before + 1) * size
        before = size
    return total
# %% careful_layer
def careful_layer(X, W, b):
    if len(X.shape) != 2:
        raise ValueError("X must be a table, but came as " + str(X.shape))
    if X.shape[1] != W.shape[0]:
        raise ValueError("X has shape " + str(X.shape) + " and W " + str(W.shape))
    if b.shape != (W.shape[1],):
        raise ValueError("b has shape " + str(b.shape))
    Y = []
    for x in X:
        Y.append([sum(x[i] * W[i, j] for i in range(len(x))) + b[j] for j in range(len(b))])
    return Y
# %% exactly_one
def exactly_one():
    # one hidden neuron for each input: "mine alone"
    W1 = [[1, -1, -1], [-1, 1, -1], [-1, -1, 1]]
    return W1, [-0.5, -0.5, -0.5], [[1], [1], [1]], [-0.5]
# %% collapse
def collapse(layers):
    W, b = layers[0]
    W, b = W.tolist(), b.tolist()
    for V, c in layers[1:]:
        k = len(c)
        b = [sum(b[j] * V[j][q] for j in range(len(b))) + c[q] for q in range(k)]
        W = [[sum(row[j] * V[j][q] for j in range(len(row))) for q in range(k)] for row in W]
    return W, b
