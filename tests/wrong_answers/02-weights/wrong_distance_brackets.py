"""Brackets are missing, so the bias is not divided.

loses: distance_example, distance_many, distance_scaled
reads: the bias is not divided by the norm
"""
# %% signed_distance
def signed_distance(X, w, b):
    return X @ w / np.linalg.norm(w) + b
