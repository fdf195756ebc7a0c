"""Columns instead of flat arrays inside, other argument names, boolean masks.

loses: nothing
"""
# %% forward_skip
def forward_skip(inputs, first, first_bias, second, second_bias):
    hidden = inputs.dot(first) + first_bias
    hidden[hidden < 0] = 0
    return inputs + second_bias + hidden.dot(second)
# %% softmax_t
def softmax_t(logits, temperature):
    out = []
    for row in logits:
        shifted = row - np.max(row)
        if temperature < 1e-12:
            share = shifted == 0
        else:
            share = np.exp(shifted / temperature)
        out.append(share / np.sum(share))
    return np.vstack(out)
# %% weighted_bce
def weighted_bce(logit, answer, w):
    logit, answer = logit.reshape(-1, 1), answer.reshape(-1, 1)
    softplus = np.maximum(logit, 0) + np.log1p(np.exp(-np.abs(logit)))
    cost = (1 + (w - 1) * answer) * softplus - (w * logit) * answer + np.zeros_like(logit)
    cost = np.where(answer == 1, w * (softplus - logit), softplus)
    return float(cost.mean())
# %% masked_cross_entropy
def masked_cross_entropy(logits, classes):
    has = classes > -1
    if np.sum(has) == 0:
        return 0
    rows = logits[has] - np.max(logits[has], axis=-1).reshape(-1, 1)
    one_hot = np.eye(logits.shape[1])[classes[has]]
    return np.mean(np.log(np.exp(rows).sum(-1)) - (one_hot * rows).sum(-1))
# %% huber
def huber(p, t, d):
    e = p - t
    loss = 0.5 * e**2
    far = np.abs(e) > d
    loss[far] = d * (np.abs(e[far]) - 0.5 * d)
    return loss.mean()
