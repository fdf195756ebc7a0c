"""The products are written into the caller's array.

loses: weighted_sum_two_inputs, weighted_sum_any_length
reads: it changed its argument 1
"""
# %% weighted_sum
def weighted_sum(x, w, b):
    x *= w
    total = b
    for product in x:
        total += product
    return total
