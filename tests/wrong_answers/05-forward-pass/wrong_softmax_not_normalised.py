"""The powers are not divided by their sum.

loses: softmax_t_values, softmax_t_rows, softmax_t_large, softmax_t_zero
reads: not divided by their sum
"""
# %% softmax_t
def softmax_t(Z, T):
    D = Z - Z.max(axis=1, keepdims=True)
    return (D == 0) * 1.0 if T == 0 else np.exp(D / T)
