"""The sign in the exponent is wrong.

loses: softplus_example, softplus_others, softplus_tails
reads: the slope falls with z, it should rise
"""
# %% softplus_backward
def softplus_backward(z, grad_output):
    return grad_output / (1 + np.exp(z))
