"""The gradients of the parameters are means over the samples.

loses: bypass_last, bypass_first
reads: divided by the number of samples
"""
# %% bypass_backward
def bypass_backward(X, W1, b1, W2, b2, grad_output):
    A = np.tanh(X @ W1 + b1)
    R = X + A
    dR = grad_output @ W2.T
    dS = dR * (1 - A**2)
    dX = dR + dS @ W1.T
    return dX, X.T @ dS / len(X), dS.mean(axis=0), R.T @ grad_output / len(X), grad_output.mean(axis=0)
