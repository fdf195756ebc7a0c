"""`/ 2 * h` divides by 2 and multiplies by h.

loses: central_slopes_example, central_slopes_many
reads: in parentheses
"""
# %% central_slopes
def central_slopes(a, h):
    return (a[2:] - a[:-2]) / 2 * h
