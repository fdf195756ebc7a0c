"""Nothing is subtracted, so large logits overflow.

loses: softmax_t_large
reads: large logits overflow
"""
# %% softmax_t
def softmax_t(Z, T):
    if T == 0:
        top = Z == Z.max(axis=1, keepdims=True)
        return top / top.sum(axis=1, keepdims=True)
    e = np.exp(Z / T)
    return e / e.sum(axis=1, keepdims=True)
