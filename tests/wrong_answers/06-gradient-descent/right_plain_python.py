"""Loops and lists, no NumPy to speak of.

loses: nothing
"""
# %% cliff_slopes
def cliff_slopes(theta, A, c, h):
    values = [float(t) for t in theta]
    answer = []
    for i in range(len(values)):
        heights = []
        for k in range(3):
            place = list(values)
            place[i] = place[i] + k * h
            heights.append(height(np.array(place), A, c))
        answer.append((4 * heights[1] - 3 * heights[0] - heights[2]) / (h + h))
    return answer
# %% weighted_gradient
import math
def weighted_gradient(X, y, v, w, b):
    gw, gb, total = [0.0] * len(w), 0.0, 0.0
    for xi, yi, vi in zip(X, y, v):
        z = b
        for xij, wj in zip(xi, w):
            z += xij * wj
        p = 1 / (1 + math.exp(-z)) if z > -700 else 0.0
        total += vi
        gb += vi * (p - yi)
        for j in range(len(w)):
            gw[j] += vi * (p - yi) * xi[j]
    return [value / total for value in gw], gb / total
# %% descent_path
def descent_path(A, c, start, lr, steps):
    path = [[float(t) for t in start]]
    while len(path) < steps + 1:
        here = path[-1]
        path.append([here[i] - lr * (sum(A[i][j] * here[j] for j in range(len(here))) - c[i]) for i in range(len(here))])
    return path
# %% largest_rate
def largest_rate(heights, h):
    rates = []
    for back, here, ahead in heights:
        curvature = (back - here - here + ahead) / (h * h)
        if curvature > 0:
            rates.append(2 / curvature)
    return min(rates)
