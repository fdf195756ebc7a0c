"""The output neuron is given as in chapter 1: a flat array and a number.

loses: exactly_one_shapes
reads: shape (2,) where shape (2, 1) is expected
"""
# %% exactly_one
def exactly_one():
    return np.ones((3, 2)), np.array([-0.5, -1.5]), np.array([1.0, -1.0]), -0.5
