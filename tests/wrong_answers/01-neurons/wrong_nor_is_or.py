"""OR is handed in for NOR.

loses: nor_cases
reads: this is OR, the opposite of NOR
"""
# %% nor_neuron
def nor_neuron():
    return np.array([1.0, 1.0]), -0.5
