"""The borders pass through the corners: at least 1, at least 2.

loses: exactly_one_room
reads: border too close to a corner
"""
# %% exactly_one
def exactly_one():
    return np.ones((3, 2)), np.array([-1.0, -2.0]), np.array([[1.0], [-1.0]]), np.array([-0.5])
