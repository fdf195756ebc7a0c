"""1 is added inside log1p as well.

loses: softplus_middle, softplus_right_tail, softplus_left_tail, softplus_any_shape
reads: 1 is added twice
"""
# %% softplus
def softplus(z):
    return np.log1p(1 + np.exp(z))
