"""Builds the parity of three inputs, which also fires for 111.

loses: exactly_one_cases, exactly_one_room
reads: this is XOR twice, which fires for 001, 010, 100 and 111
"""
# %% exactly_one
def exactly_one():
    return np.ones((3, 3)), np.array([-0.5, -1.5, -2.5]), np.array([[1.0], [-1.0], [1.0]]), np.array([-0.5])
