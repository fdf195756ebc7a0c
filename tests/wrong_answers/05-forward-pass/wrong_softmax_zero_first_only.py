"""At temperature 0 argmax gives everything to the first of several largest logits.

loses: softmax_t_zero
reads: only the first gets something
"""
# %% softmax_t
def softmax_t(Z, T):
    if T == 0:
        return np.eye(Z.shape[1])[Z.argmax(axis=1)]
    e = np.exp((Z - Z.max(axis=1, keepdims=True)) / T)
    return e / e.sum(axis=1, keepdims=True)
