"""An if statement decides for one number; an array raises.

loses: sign_step_sides, sign_step_shapes
reads: an `if` takes one decision for the whole array
"""
# %% sign_step
def sign_step(z):
    if z >= 0:
        return z * 0 + 1
    else:
        return z * 0 - 1
