"""The slope of the sigmoid stands where that of softplus, the sigmoid, belongs.

loses: softplus_example, softplus_others, softplus_tails
reads: the slope of softplus is the sigmoid itself
"""
# %% softplus_backward
def softplus_backward(z, grad_output):
    s = 1 / (1 + np.exp(-z)); return grad_output * s * (1 - s)
