"""x - centre / width, without parentheses.

loses: soft_switch_answer, soft_switch_slope, soft_switch_tails, soft_switch_many
reads: with parentheses
"""
# %% soft_switch
def soft_switch(x, centre, width):
    a = 1 / (1 + np.exp(-(x - centre / width)))
    return a, a * (1 - a) / width
