"""The form with e to the z: infinity over infinity in the right tail.

loses: soft_switch_tails
reads: e was raised to a large positive power
"""
# %% soft_switch
def soft_switch(x, centre, width):
    e = np.exp((x - centre) / width)
    a = e / (1 + e)
    return a, a * (1 - a) / width
