"""The norm is written out for two weights.

loses: distance_many
reads: only the first two weights enter the norm
"""
# %% signed_distance
def signed_distance(X, w, b):
    return (X @ w + b) / np.sqrt(w[0] ** 2 + w[1] ** 2)
