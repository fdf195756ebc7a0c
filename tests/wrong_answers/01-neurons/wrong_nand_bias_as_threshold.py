"""The threshold -1.5 is handed in as the bias of NAND.

loses: nand_cases
reads: it never fires: was the bias taken for a threshold
"""
# %% nand_neuron
def nand_neuron():
    return np.array([-1.0, -1.0]), -1.5
