"""Loops and lists, no matrix product.

loses: nothing
"""
# %% graph_gradients
def graph_gradients(x, y, upstream):
    shares_of_x = []
    shares_of_x.append(upstream * y)
    shares_of_x.append(upstream)
    return [sum(shares_of_x), upstream * x]
# %% softplus_backward
import math


def softplus_backward(z, grad_output):
    def one(v, g):
        if hasattr(v, "__len__"):
            return [one(a, b) for a, b in zip(v, g)]
        if v >= 0:
            return float(g) / (1 + math.exp(-v))
        return float(g) * math.exp(v) / (1 + math.exp(v))

    return one(z, grad_output)
# %% dense_backward
def dense_backward(X, W, grad_output):
    n, d, m = len(X), len(W), len(W[0])
    dX = [[sum(grad_output[i][k] * W[j][k] for k in range(m)) for j in range(d)] for i in range(n)]
    dW = [[sum(X[i][j] * grad_output[i][k] for i in range(n)) for k in range(m)] for j in range(d)]
    db = [sum(grad_output[i][k] for i in range(n)) for k in range(m)]
    return dX, dW, db
# %% smoothed_gradient
import math


def smoothed_gradient(logits, labels, eps):
    n, K = len(logits), len(logits[0])
    result = []
    for row, label in zip(logits, labels):
        top = max(row)
        e = [math.exp(v - top) for v in row]
        q = [eps / K + (1 - eps if k == label else 0) for k in range(K)]
        result.append([(e[k] / sum(e) - q[k]) / n for k in range(K)])
    return result
# %% bypass_backward
def bypass_backward(X, W1, b1, W2, b2, grad_output):
    n, d, m = len(X), len(W1), len(W2[0])
    dX, dW1, db1 = np.zeros((n, d)), np.zeros((d, d)), np.zeros(d)
    dW2, db2 = np.zeros((d, m)), np.zeros(m)
    for i in range(n):
        for k in range(d):
            a = np.tanh(sum(X[i, j] * W1[j, k] for j in range(d)) + b1[k])
            r = X[i, k] + a
            dr = 0.0
            for o in range(m):
                dr += grad_output[i, o] * W2[k, o]
                dW2[k, o] += r * grad_output[i, o]
            ds = dr * (1 - a * a)
            dX[i, k] += dr
            db1[k] += ds
            for j in range(d):
                dW1[j, k] += X[i, j] * ds
                dX[i, j] += W1[j, k] * ds
        for o in range(m):
            db2[o] += grad_output[i, o]
    return dX.tolist(), dW1.tolist(), db1.tolist(), dW2.tolist(), db2.tolist()
