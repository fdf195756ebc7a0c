"""The negative entries are overwritten in the caller's array.

loses: elu_example, elu_many
reads: it changed its argument 1
"""
# %% elu
def elu(z, alpha):
    z[z <= 0] = alpha * (np.exp(z[z <= 0]) - 1)
    return z
