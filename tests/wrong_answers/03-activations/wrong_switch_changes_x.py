"""The reading is shifted in place.

loses: soft_switch_answer, soft_switch_slope, soft_switch_tails, soft_switch_many
reads: it changed its argument 1
"""
# %% soft_switch
def soft_switch(x, centre, width):
    x -= centre
    x /= width
    a = 1 / (1 + np.exp(-x))
    return a, a * (1 - a) / width
