"""From 20 on the answer is z, and below -20 it is 0.

loses: softplus_left_tail
reads: tiny but positive
"""
# %% softplus
def softplus(z):
    return np.where(z > 20, z, np.where(z < -20, 0.0, np.log1p(np.exp(np.clip(z, -20, 20)))))
