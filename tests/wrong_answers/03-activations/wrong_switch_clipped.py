"""z is clipped so tightly that the tails are wrong.

loses: soft_switch_tails, soft_switch_many
reads: was z cut off too early
"""
# %% soft_switch
def soft_switch(x, centre, width):
    z = np.clip((x - centre) / width, -8, 8)
    a = 1 / (1 + np.exp(-z))
    return a, a * (1 - a) / width
