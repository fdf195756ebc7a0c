"""Everything in float32, with helper names and a print left in.

loses: nothing
"""
# %% weighted_sum
def weighted_sum(x, w, b):
    print("called with", x, w, b)
    x32, w32 = np.float32(x), np.float32(w)
    acc = float(b)
    for p, q in zip(np.asarray(x, dtype=np.float64), np.asarray(w, dtype=np.float64)):
        acc = acc + float(p * q)
    return np.float64(acc)
# %% neuron_batch
def neuron_batch(X, w, b):
    z = np.asarray(X @ w + b, dtype=np.float64)
    return np.heaviside(z, 1.0).astype(np.float32)
# %% nand_neuron
def nand_neuron():
    return np.float32([-1, -1]), np.float32(1.5)
# %% nor_neuron
def nor_neuron():
    return np.array([-3, -3], dtype=np.int64), np.int64(1)
# %% two_of_three_neuron
def two_of_three_neuron():
    return np.float32([1.0, 1.0, 1.0]), np.float32(-1.5)
