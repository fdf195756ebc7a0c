"""Temperature 0 divides by zero.

loses: softmax_t_zero
reads: divided by 0, which gives nan
"""
# %% softmax_t
def softmax_t(Z, T):
    e = np.exp((Z - Z.max(axis=1, keepdims=True)) / T)
    return e / e.sum(axis=1, keepdims=True)
