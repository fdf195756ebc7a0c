"""Softmax is applied to its own result.

loses: softmax_t_values, softmax_t_rows, softmax_t_large
reads: softmax is applied twice
"""
# %% softmax_t
def softmax_t(Z, T):
    if T == 0:
        top = Z == Z.max(axis=1, keepdims=True)
        return top / top.sum(axis=1, keepdims=True)
    P = Z / T
    for _ in range(2):
        e = np.exp(P - P.max(axis=1, keepdims=True))
        P = e / e.sum(axis=1, keepdims=True)
    return P
