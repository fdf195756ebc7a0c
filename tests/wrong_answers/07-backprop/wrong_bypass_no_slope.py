"""The slope of tanh is left out.

loses: bypass_first, bypass_input
reads: the slope of tanh is missing on the way to W1
"""
# %% bypass_backward
def bypass_backward(X, W1, b1, W2, b2, grad_output):
    A = np.tanh(X @ W1 + b1)
    R = X + A
    dR = grad_output @ W2.T
    dS = dR
    dX = dR + dS @ W1.T
    return dX, X.T @ dS, dS.sum(axis=0), R.T @ grad_output, grad_output.sum(axis=0)
