"""The return stands inside the loop, so only the first input counts. One input alone comes out right.

loses: weighted_sum_two_inputs, weighted_sum_any_length
reads: a `return` inside the loop
"""
# %% weighted_sum
def weighted_sum(x, w, b):
    total = b
    for i in range(len(x)):
        total += w[i] * x[i]
        return total
