"""Everything in plain Python: loops, lists, math, no NumPy.

loses: nothing
"""
# %% central_slopes
def central_slopes(a, h):
    slopes = []
    for i in range(1, len(a) - 1):
        slopes.append((a[i + 1] - a[i - 1]) / (h + h))
    return slopes
# %% soft_switch
import math

def soft_switch(x, centre, width):
    if not hasattr(x, "__len__"):
        z = (x - centre) / width
        if z >= 0:
            a = 1 / (1 + math.exp(-z))
        else:
            a = math.exp(z) / (1 + math.exp(z))
        return a, a * (1 - a) / width
    pairs = [soft_switch(entry, centre, width) for entry in x]
    return [a for a, _ in pairs], [s for _, s in pairs]
# %% softplus
import math

def softplus(z):
    if hasattr(z, "__len__"):
        return [softplus(entry) for entry in z]
    return max(z, 0) + math.log1p(math.exp(-abs(z)))
# %% elu
import math

def elu(z, alpha):
    if hasattr(z, "__len__"):
        return [elu(entry, alpha) for entry in z]
    return z if z > 0 else alpha * math.expm1(z)
# %% elu_slope
import math

def elu_slope(z, alpha):
    if hasattr(z, "__len__"):
        return [elu_slope(entry, alpha) for entry in z]
    return 1 if z > 0 else alpha * math.exp(z)
# %% dead_share
def dead_share(x, w, b):
    dead = 0
    for weight, bias in zip(w, b):
        on = False
        for reading in x:
            if reading * weight + bias > 0:
                on = True
        if not on:
            dead += 1
    return dead / len(w)
