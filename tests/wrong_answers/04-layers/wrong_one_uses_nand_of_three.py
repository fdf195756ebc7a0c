"""The recipe of XOR, OR and NAND, taken over unchanged: NAND of three is silent for 111 alone.

loses: exactly_one_cases, exactly_one_room
reads: it fires for one and for two
"""
# %% exactly_one
def exactly_one():
    W1 = np.array([[1.0, -1.0], [1.0, -1.0], [1.0, -1.0]])
    return W1, np.array([-0.5, 2.5]), np.array([[1.0], [1.0]]), np.array([-1.5])
