"""Written for exactly two layers; others are forgotten.

loses: collapse_many, collapse_one
reads: only the first two layers are collapsed
"""
# %% collapse
def collapse(layers):
    (W1, b1), (W2, b2) = layers[0], layers[1]
    return W1 @ W2, b1 @ W2 + b2
