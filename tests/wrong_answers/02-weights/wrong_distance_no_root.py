"""The square root of the norm is forgotten.

loses: distance_example, distance_many, distance_scaled
reads: the square root is missing
"""
# %% signed_distance
def signed_distance(X, w, b):
    return (X @ w + b) / (w @ w)
