"""The two neighbours lie 2h apart, and it divides by h.

loses: central_slopes_example, central_slopes_many
reads: it divides by h
"""
# %% central_slopes
def central_slopes(a, h):
    return (a[2:] - a[:-2]) / h
