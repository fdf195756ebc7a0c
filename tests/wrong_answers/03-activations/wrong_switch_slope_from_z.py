"""a(1 - a) is fed with z.

loses: soft_switch_slope, soft_switch_tails, soft_switch_many
reads: a(1 - a) is fed with z
"""
# %% soft_switch
def soft_switch(x, centre, width):
    z = (x - centre) / width
    return 1 / (1 + np.exp(-z)), z * (1 - z) / width
