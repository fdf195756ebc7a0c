"""The shift without log1p: 0 in the left tail.

loses: softplus_left_tail
reads: use np.log1p(t)
"""
# %% softplus
def softplus(z):
    return np.maximum(z, 0) + np.log(1 + np.exp(-np.abs(z)))
