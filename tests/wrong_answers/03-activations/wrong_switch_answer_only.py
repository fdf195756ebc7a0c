"""The slope is forgotten.

loses: soft_switch_answer, soft_switch_slope, soft_switch_tails, soft_switch_many
reads: a pair
"""
# %% soft_switch
def soft_switch(x, centre, width):
    return 1 / (1 + np.exp(-(x - centre) / width))
