"""Plain Python and loops where NumPy would do.

loses: nothing
"""
# %% script_step
def script_step(X, y, W1, b1, W2, b2, lr):
    import math
    n, d = np.shape(X)
    h = len(b1)
    s = lambda z: 1 / (1 + math.exp(-z))
    gW1 = [[0.0] * h for _ in range(d)]
    gb1, gW2, gb2 = [0.0] * h, [0.0] * h, 0.0
    for i in range(n):
        hidden = [s(sum(X[i][k] * W1[k][j] for k in range(d)) + b1[j]) for j in range(h)]
        out = s(sum(hidden[j] * W2[j][0] for j in range(h)) + b2[0])
        blame = (out - y[i][0]) * out * (1 - out)
        gb2 += blame
        for j in range(h):
            gW2[j] += hidden[j] * blame
            share = blame * W2[j][0] * hidden[j] * (1 - hidden[j])
            gb1[j] += share
            for k in range(d):
                gW1[k][j] += X[i][k] * share
    return (
        [[W1[k][j] - lr * gW1[k][j] for j in range(h)] for k in range(d)],
        [b1[j] - lr * gb1[j] for j in range(h)],
        [[W2[j][0] - lr * gW2[j]] for j in range(h)],
        [b2[0] - lr * gb2],
    )
# %% mean_rate
def mean_rate(lr, n, m):
    rate = 0
    for _ in range(n * m):
        rate = rate + lr / 2
    return rate
# %% solved
def solved(outputs, target, tol):
    verdicts = []
    for run in outputs:
        fine = True
        for a, t in zip(run, target):
            if abs(a - t) >= tol:
                fine = False
        verdicts.append(fine)
    return verdicts
# %% success_rate
def success_rate(successes, z):
    n, k = 0, 0
    for success in successes:
        n += 1
        if success:
            k += 1
    root = (k * (n - k) / n + z * z / 4) ** 0.5
    return [k / n, (k + z * z / 2 - z * root) / (n + z * z), (k + z * z / 2 + z * root) / (n + z * z)]
# %% diagnose
def diagnose(answers):
    good = half = 0
    for a, t in zip(answers, [0, 1, 1, 0]):
        if abs(a - t) < 0.1:
            good += 1
        if abs(a - 0.5) < 0.05:
            half += 1
    if good == 4:
        return "solved"
    elif half == 4:
        return "all tied"
    elif half == 2 and good == 2:
        return "two tied"
    else:
        return "other"
