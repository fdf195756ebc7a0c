"""A single question is asked: at least one?

loses: exactly_one_cases, exactly_one_room
reads: this is at-least-one
"""
# %% exactly_one
def exactly_one():
    return np.ones((3, 1)), np.array([-0.5]), np.array([[1.0]]), np.array([-0.5])
