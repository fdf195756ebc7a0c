"""It multiplies by softplus itself.

loses: softplus_example, softplus_others, softplus_tails
reads: it multiplies by softplus itself, not by its slope
"""
# %% softplus_backward
def softplus_backward(z, grad_output):
    return grad_output * np.log1p(np.exp(z))
