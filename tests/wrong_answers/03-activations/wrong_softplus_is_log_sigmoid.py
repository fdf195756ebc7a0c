"""The logarithm of the sigmoid.

loses: softplus_middle, softplus_right_tail, softplus_left_tail, softplus_any_shape
reads: log_sigmoid
"""
# %% softplus
def softplus(z):
    return np.minimum(z, 0) - np.log1p(np.exp(-np.abs(z)))
