"""The slope is written as exp(z) / (1 + exp(z)), which gives nan for a large z.

loses: softplus_tails
reads: exp(z) overflows for a large z
"""
# %% softplus_backward
def softplus_backward(z, grad_output):
    return grad_output * np.exp(z) / (1 + np.exp(z))
