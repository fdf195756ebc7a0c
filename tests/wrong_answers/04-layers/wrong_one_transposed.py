"""The neurons of the hidden layer stand in rows.

loses: exactly_one_shapes, exactly_one_cases, exactly_one_room
reads: shape (2, 3) where shape (3, 2) is expected
"""
# %% exactly_one
def exactly_one():
    return np.ones((2, 3)), np.array([-0.5, -1.5]), np.array([[1.0], [-1.0]]), np.array([-0.5])
