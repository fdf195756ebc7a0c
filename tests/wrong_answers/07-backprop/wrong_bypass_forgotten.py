"""The share of the bypass is missing.

loses: bypass_example, bypass_input
reads: the share of the bypass is missing
"""
# %% bypass_backward
def bypass_backward(X, W1, b1, W2, b2, grad_output):
    A = np.tanh(X @ W1 + b1)
    R = X + A
    dR = grad_output @ W2.T
    dS = dR * (1 - A**2)
    dX = dS @ W1.T
    return dX, X.T @ dS, dS.sum(axis=0), R.T @ grad_output, grad_output.sum(axis=0)
