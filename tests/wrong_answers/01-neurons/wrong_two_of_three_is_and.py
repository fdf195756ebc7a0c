"""Only all three inputs together make it fire.

loses: two_of_three_cases, two_of_three_room
reads: the border lies too high
"""
# %% two_of_three_neuron
def two_of_three_neuron():
    return np.array([1.0, 1.0, 1.0]), -2.5
