"""The gradient of W2 is made from A alone.

loses: bypass_example, bypass_last
reads: made from A alone
"""
# %% bypass_backward
def bypass_backward(X, W1, b1, W2, b2, grad_output):
    A = np.tanh(X @ W1 + b1)
    R = X + A
    dR = grad_output @ W2.T
    dS = dR * (1 - A**2)
    dX = dR + dS @ W1.T
    return dX, X.T @ dS, dS.sum(axis=0), A.T @ grad_output, grad_output.sum(axis=0)
