"""It multiplies into the caller's array.

loses: softplus_example, softplus_others, softplus_tails
reads: it changed its argument 2
"""
# %% softplus_backward
def softplus_backward(z, grad_output):
    grad_output *= 1 / (1 + np.exp(-z)); return grad_output
