"""One sum is taken over the whole table. A single row comes out right.

loses: softmax_t_rows, softmax_t_large
reads: one sum is taken over the whole table
"""
# %% softmax_t
def softmax_t(Z, T):
    if T == 0:
        top = Z == Z.max(axis=1, keepdims=True)
        return top / top.sum(axis=1, keepdims=True)
    e = np.exp((Z - Z.max()) / T)
    return e / e.sum()
