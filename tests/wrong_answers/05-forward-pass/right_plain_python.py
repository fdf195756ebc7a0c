"""Loops and the math module; lists come back where arrays are expected.

loses: nothing
"""
# %% forward_skip
def forward_skip(X, W1, b1, W2, b2):
    rows = []
    for x in X.tolist():
        hidden = [max(0.0, b1[j] + sum(x[i] * W1[i][j] for i in range(len(x)))) for j in range(len(b1))]
        rows.append([x[k] + b2[k] + sum(hidden[j] * W2[j][k] for j in range(len(hidden))) for k in range(len(x))])
    return rows
# %% softmax_t
import math

def softmax_t(Z, T):
    result = []
    for row in Z.tolist():
        top = max(row)
        if T == 0:
            powers = [1.0 if z == top else 0.0 for z in row]
        else:
            powers = [math.exp((z - top) / T) for z in row]
        result.append([e / sum(powers) for e in powers])
    return result
# %% weighted_bce
import math

def weighted_bce(z, y, weight):
    total = 0.0
    for zi, yi in zip(z.flatten().tolist(), y.tolist()):
        signed = -zi if yi == 1 else zi
        surprise = max(signed, 0) + math.log1p(math.exp(-abs(signed)))
        total += weight * surprise if yi == 1 else surprise
    return total / len(y)
# %% masked_cross_entropy
import math

def masked_cross_entropy(Z, labels):
    total, count = 0.0, 0
    for row, label in zip(Z.tolist(), labels.tolist()):
        if label == -1:
            continue
        top = max(row)
        total += top + math.log(sum(math.exp(z - top) for z in row)) - row[label]
        count += 1
    return total / count if count else 0
# %% huber
def huber(prediction, target, delta):
    costs = []
    for a, b in zip(prediction, target):
        e = abs(a - b)
        if e <= delta:
            costs.append(0.5 * e * e)
        else:
            costs.append(delta * (e - 0.5 * delta))
    return sum(costs) / len(costs)
