"""np.sign is 0 at 0.

loses: sign_step_at_zero
reads: as np.sign does
"""
# %% sign_step
def sign_step(z):
    return np.sign(z)
