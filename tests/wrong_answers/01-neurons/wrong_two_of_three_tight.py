"""The border passes exactly through the corners where two inputs are on: right for exact inputs, wrong for noisy ones.

loses: two_of_three_room
reads: the line passes too close to a corner
"""
# %% two_of_three_neuron
def two_of_three_neuron():
    return np.array([1.0, 1.0, 1.0]), -2.0
