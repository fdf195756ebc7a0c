"""The matrices are multiplied in the order in which torch would, second times first.

loses: collapse_two_weights, collapse_two_biases, collapse_many
reads: the matrices are multiplied in the wrong order
"""
# %% collapse
def collapse(layers):
    W, b = layers[0]
    for V, c in layers[1:]:
        W, b = V @ W, V @ b + c
    return W, b
