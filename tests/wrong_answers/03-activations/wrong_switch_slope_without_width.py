"""The slope with respect to z, not to x.

loses: soft_switch_slope, soft_switch_tails, soft_switch_many
reads: it is divided by the width
"""
# %% soft_switch
def soft_switch(x, centre, width):
    a = 1 / (1 + np.exp(-(x - centre) / width))
    return a, a * (1 - a)
