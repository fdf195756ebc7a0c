"""The slope of ReLU is used.

loses: softplus_example, softplus_others
reads: this is the slope of ReLU, a step
"""
# %% softplus_backward
def softplus_backward(z, grad_output):
    return grad_output * (z > 0)
