"""The logits are multiplied by the temperature.

loses: softmax_t_values, softmax_t_rows, softmax_t_large
reads: the logits are multiplied by T
"""
# %% softmax_t
def softmax_t(Z, T):
    if T == 0:
        top = Z == Z.max(axis=1, keepdims=True)
        return top / top.sum(axis=1, keepdims=True)
    e = np.exp((Z - Z.max(axis=1, keepdims=True)) * T)
    return e / e.sum(axis=1, keepdims=True)
