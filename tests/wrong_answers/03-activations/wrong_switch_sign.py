"""e is raised to +z: the switch works the wrong way round.

loses: soft_switch_answer, soft_switch_tails, soft_switch_many
reads: it switches the wrong way
"""
# %% soft_switch
def soft_switch(x, centre, width):
    a = 1 / (1 + np.exp((x - centre) / width))
    return a, a * (1 - a) / width
