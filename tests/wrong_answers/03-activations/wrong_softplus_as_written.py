"""ln(1 + e^z) as it stands: inf on the right, 0 on the left.

loses: softplus_right_tail, softplus_left_tail
reads: e^z overflows there
"""
# %% softplus
def softplus(z):
    return np.log(1 + np.exp(z))
