"""alpha * e^z - 1: the parentheses are missing.

loses: elu_example, elu_many
reads: with parentheses
"""
# %% elu
def elu(z, alpha):
    return np.where(z > 0, z, alpha * np.exp(z) - 1)
