"""The largest logit of the whole table is subtracted, so that rows of small logits vanish.

loses: softmax_t_large, softmax_t_zero
reads: not the largest of the whole table
"""
# %% softmax_t
def softmax_t(Z, T):
    D = Z - np.max(Z)
    e = (D == 0).astype(float) if T == 0 else np.exp(D / T)
    return e / e.sum(axis=1, keepdims=True)
