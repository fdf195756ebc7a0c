"""The biases pass through the weights, and the new ones are forgotten.

loses: collapse_two_biases, collapse_many
reads: the biases of the second layer are missing
"""
# %% collapse
def collapse(layers):
    W, b = layers[0]
    for V, c in layers[1:]:
        W, b = W @ V, b @ V
    return W, b
