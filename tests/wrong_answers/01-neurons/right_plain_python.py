"""Everything in plain Python: lists, loops, ints, no NumPy.

loses: nothing
"""
# %% weighted_sum
def weighted_sum(inputs, weights, bias):
    z = bias
    i = 0
    while i < len(inputs):
        z = z + inputs[i] * weights[i]
        i = i + 1
    return z
# %% sign_step
def sign_step(z):
    if hasattr(z, "__len__"):
        return [sign_step(entry) for entry in z]
    return 1 if z >= 0 else -1
# %% neuron_batch
def neuron_batch(X, w, b):
    answers = []
    for row in X:
        total = b
        for x, weight in zip(row, w):
            total += x * weight
        answers.append(1 if total >= 0 else 0)
    return answers
# %% nand_neuron
def nand_neuron():
    return [-2, -2], 3
# %% nor_neuron
def nor_neuron():
    return (-1, -1), 0.5
# %% two_of_three_neuron
def two_of_three_neuron():
    return [2, 2, 2], -3
# %% line_ends
def line_ends(w, b, low, high):
    w1, w2 = w
    if w2 != 0:
        return [(low, (-b - w1 * low) / w2), (high, (-b - w1 * high) / w2)]
    return [(-b / w1, low), (-b / w1, high)]
