"""The weighted sum is handed in as the distance, so it doubles with w.

loses: distance_example, distance_many, distance_scaled
reads: the division by the norm of w is missing
"""
# %% signed_distance
def signed_distance(X, w, b):
    return X @ w + b
