"""The biases are thresholds with the wrong sign.

loses: exactly_one_cases, exactly_one_room
reads: was a bias taken for a threshold?
"""
# %% exactly_one
def exactly_one():
    return np.ones((3, 2)), np.array([0.5, 1.5]), np.array([[1.0], [-1.0]]), np.array([0.5])
