"""At exactly 0 the step does not fire: > where >= is needed.

loses: sign_step_at_zero
reads: `>` where `>=` is needed
"""
# %% sign_step
def sign_step(z):
    return np.where(np.asarray(z) > 0, 1.0, -1.0)
