"""The slope of tanh is fed with the sum, not with the output.

loses: bypass_first, bypass_input
reads: not the sum that went in
"""
# %% bypass_backward
def bypass_backward(X, W1, b1, W2, b2, grad_output):
    A = np.tanh(X @ W1 + b1)
    R = X + A
    dR = grad_output @ W2.T
    dS = dR * (1 - (X @ W1 + b1) ** 2)
    dX = dR + dS @ W1.T
    return dX, X.T @ dS, dS.sum(axis=0), R.T @ grad_output, grad_output.sum(axis=0)
