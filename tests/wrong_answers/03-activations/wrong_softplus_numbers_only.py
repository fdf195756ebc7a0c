"""`max` and `math.exp` work on single numbers alone.

loses: softplus_middle, softplus_right_tail, softplus_left_tail, softplus_any_shape
reads: when called with arrays
"""
# %% softplus
import math

def softplus(z):
    return max(z, 0) + math.log1p(math.exp(-abs(z)))
