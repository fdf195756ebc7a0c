"""z is added on both sides.

loses: softplus_middle, softplus_left_tail, softplus_any_shape
reads: add max(z, 0)
"""
# %% softplus
def softplus(z):
    return z + np.log1p(np.exp(-np.abs(z)))
