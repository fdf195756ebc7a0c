"""The biases are added, b1 + b2.

loses: collapse_two_biases, collapse_many
reads: the biases are added, b1 + b2
"""
# %% collapse
def collapse(layers):
    W, b = layers[0]
    for V, c in layers[1:]:
        W, b = W @ V, b + c
    return W, b
