"""The upstream gradient is ignored.

loses: softplus_example, softplus_others, softplus_tails
reads: the upstream gradient is ignored
"""
# %% softplus_backward
def softplus_backward(z, grad_output):
    return 1 / (1 + np.exp(-z))
