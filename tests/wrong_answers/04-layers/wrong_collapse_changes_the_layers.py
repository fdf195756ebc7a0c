"""The answer is gathered in the caller's own list.

loses: collapse_two_weights, collapse_two_biases, collapse_many
reads: it changed its argument 1
"""
# %% collapse
def collapse(layers):
    while len(layers) > 1:
        (W, b), (V, c) = layers.pop(0), layers.pop(0)
        layers.insert(0, (W @ V, b @ V + c))
    return layers[0]
