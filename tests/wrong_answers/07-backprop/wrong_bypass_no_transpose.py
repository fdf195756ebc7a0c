"""W1 is not transposed, and no error comes because it is square.

loses: bypass_example, bypass_input
reads: W1 is not transposed on the way back
"""
# %% bypass_backward
def bypass_backward(X, W1, b1, W2, b2, grad_output):
    A = np.tanh(X @ W1 + b1)
    R = X + A
    dR = grad_output @ W2.T
    dS = dR * (1 - A**2)
    dX = dR + dS @ W1
    return dX, X.T @ dS, dS.sum(axis=0), R.T @ grad_output, grad_output.sum(axis=0)
