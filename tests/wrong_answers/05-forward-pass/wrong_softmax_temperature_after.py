"""The probabilities are divided by the temperature. At T = 1 that is right.

loses: softmax_t_values, softmax_t_rows, softmax_t_large
reads: the probabilities are divided by T
"""
# %% softmax_t
def softmax_t(Z, T):
    if T == 0:
        top = Z == Z.max(axis=1, keepdims=True)
        return top / top.sum(axis=1, keepdims=True)
    e = np.exp(Z - Z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True) / T
