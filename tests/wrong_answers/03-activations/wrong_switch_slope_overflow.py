"""The slope by e^-z / (1 + e^-z)²: infinity over infinity in the left tail.

loses: soft_switch_tails
reads: the slope is nan or inf
"""
# %% soft_switch
def soft_switch(x, centre, width):
    e = np.exp(-(x - centre) / width)
    return 1 / (1 + e), e / (1 + e) ** 2 / width
