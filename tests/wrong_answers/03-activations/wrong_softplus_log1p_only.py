"""log1p without the shift: right on the left, inf on the right.

loses: softplus_right_tail
reads: e^z overflows there
"""
# %% softplus
def softplus(z):
    return np.log1p(np.exp(z))
