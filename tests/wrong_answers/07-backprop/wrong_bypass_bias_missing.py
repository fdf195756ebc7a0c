"""The forward pass forgets b1.

loses: bypass_last, bypass_first, bypass_input
reads: b1 is missing in the forward pass
"""
# %% bypass_backward
def bypass_backward(X, W1, b1, W2, b2, grad_output):
    A = np.tanh(X @ W1)
    R = X + A
    dR = grad_output @ W2.T
    dS = dR * (1 - A**2)
    dX = dR + dS @ W1.T
    return dX, X.T @ dS, dS.sum(axis=0), R.T @ grad_output, grad_output.sum(axis=0)
