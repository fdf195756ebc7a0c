"""Measure how often XOR is learned, for chapter 10: `python book/measure_xor.py` writes book/data/xor_rates.csv.

It lies beside the chapter, which imports `Recipe` and `train` and reads the table. The networks of all seeds lie one
behind the other in arrays of shape (seeds, ...), so that one matrix product computes a layer of every network. The
arithmetic of each is that of the plain script (tests/test_xor_rates.py compares them). About three minutes in all, half
of them for the row with a million epochs.
"""

from __future__ import annotations

import csv
import time
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path

import numpy as np

TABLE = Path(__file__).resolve().parent / "data" / "xor_rates.csv"
SEEDS = range(200)
Y = np.array([[0.0], [1.0], [1.0], [0.0]])


@dataclass(frozen=True)
class Recipe:
    """One way to train the network; the defaults are the NumPy script.

    Attributes
    ----------
    draws : {"numpy", "torch", "nnlib"}
        Whose initial weights: `np.random.seed(s)` and randn, `torch.manual_seed(s)` and nn.Linear, or
        `default_rng(s)` and nnlib's Linear. torch's are in float32, and so is all that follows from them.
    width : int
        How many hidden units.
    rate : float
        The learning rate.
    hidden : {"sigmoid", "tanh", "relu"}
        The activation of the hidden units; the output is always a sigmoid.
    loss : {"half sum", "mean", "sum bce", "mean bce"}
        Half the sum of the squared errors, their mean, or the binary cross-entropy, summed or averaged.
    optimiser : {"sgd", "momentum", "adam"}
        Plain descent, with momentum 0.9, or Adam with torch's other settings.
    scale : float
        What the drawn weights are multiplied by.
    inputs : {"0 and 1", "-1 and 1"}
        How false and true are written.
    epochs : int
        How many steps, each on all four cases.
    """

    draws: str = "numpy"
    width: int = 2
    rate: float = 0.1
    hidden: str = "sigmoid"
    loss: str = "half sum"
    optimiser: str = "sgd"
    scale: float = 1.0
    inputs: str = "0 and 1"
    epochs: int = 10_000


NUMPY = Recipe()
TORCH = Recipe(draws="torch", loss="mean")
RELIABLE = Recipe(width=8, rate=1.0, loss="mean", epochs=3000)


def draw(recipe: Recipe, seed: int) -> list[np.ndarray]:
    """Return W1 (2, width), b1 (1, width), W2 (width, 1) and b2 (1, 1), drawn as each library draws them."""
    h = recipe.width
    if recipe.draws == "numpy":
        random = np.random.RandomState(seed)  # the stream of np.random.seed(seed), without touching the global one
        W1, b1, W2, b2 = random.randn(2, h), np.zeros((1, h)), random.randn(h, 1), np.zeros((1, 1))
    elif recipe.draws == "nnlib":
        from nnlib import Linear

        rng = np.random.default_rng(seed)
        W1, b1 = (p.data for p in Linear(2, h, rng=rng).parameters())
        W2, b2 = (p.data for p in Linear(h, 1, rng=rng).parameters())
    else:
        import torch

        torch.manual_seed(seed)
        layers = torch.nn.Linear(2, h), torch.nn.Linear(h, 1)
        W1, b1, W2, b2 = (p.detach().numpy().T for layer in layers for p in (layer.weight, layer.bias))
    weights = [W1 * recipe.scale, b1.reshape(1, h), W2 * recipe.scale, b2.reshape(1, 1)]
    return [array.astype(np.float32 if recipe.draws == "torch" else np.float64) for array in weights]


def sigmoid(z):
    """Return 1 / (1 + exp(-z)) in the precision of z."""
    return 1 / (1 + np.exp(-z))


BEND = {"sigmoid": sigmoid, "tanh": np.tanh, "relu": lambda z: np.maximum(z, 0)}
SLOPE = {"sigmoid": lambda a: a * (1 - a), "tanh": lambda a: 1 - a * a, "relu": lambda a: (a > 0).astype(a.dtype)}
FACTOR = {"half sum": 1.0, "mean": 2 / 4, "sum bce": 1.0, "mean bce": 1 / 4}  # of the error, in the loss's gradient


def transposed(stack):
    """Transpose every matrix of a stack."""
    return stack.transpose(0, 2, 1)


@np.errstate(over="ignore")  # exp(-z) may become inf, and the sigmoid 0, which is right
def train(recipe: Recipe, seeds=SEEDS) -> tuple[np.ndarray, list[np.ndarray]]:
    """Train one network for each seed, all of them side by side.

    Returns
    -------
    outputs : ndarray of shape (seeds, 4)
        What each network answers for 00, 01, 10 and 11 after the last step.
    weights : list of ndarray
        W1 (seeds, 2, width), b1 (seeds, 1, width), W2 (seeds, width, 1), b2 (seeds, 1, 1).
    """
    theta = [np.stack(arrays) for arrays in zip(*(draw(recipe, seed) for seed in seeds))]
    dtype = theta[0].dtype
    X = np.array([[0, 0], [0, 1], [1, 0], [1, 1]], dtype)
    X = X if recipe.inputs == "0 and 1" else 2 * X - 1
    y, rate, factor = Y.astype(dtype), dtype.type(recipe.rate), dtype.type(FACTOR[recipe.loss])
    bend, slope, squared = BEND[recipe.hidden], SLOPE[recipe.hidden], "bce" not in recipe.loss
    update = OPTIMISERS[recipe.optimiser](theta, rate)

    def forward():
        W1, b1, W2, b2 = theta
        a1 = bend(X @ W1 + b1)
        return a1, sigmoid(a1 @ W2 + b2)

    for _ in range(recipe.epochs):
        a1, a2 = forward()
        d2 = factor * (a2 - y)
        if squared:  # with cross-entropy the output's slope cancels
            d2 *= a2 * (1 - a2)
        d1 = d2 @ transposed(theta[2]) * slope(a1)
        update([X.T @ d1, d1.sum(1, keepdims=True), transposed(a1) @ d2, d2.sum(1, keepdims=True)])
    return forward()[1][..., 0], theta


def sgd(theta, rate):
    """Return the update of plain gradient descent."""

    def update(gradients):
        for p, g in zip(theta, gradients):
            p -= rate * g

    return update


def momentum(theta, rate, mu=0.9):
    """Return the update of gradient descent with momentum, as torch's SGD writes it."""
    velocity = [np.zeros_like(p) for p in theta]

    def update(gradients):
        for p, v, g in zip(theta, velocity, gradients):
            v *= v.dtype.type(mu)
            v += g
            p -= rate * v

    return update


def adam(theta, rate, beta1=0.9, beta2=0.999, eps=1e-8):
    """Return Adam's update, with the settings that torch has by default."""
    means, squares = [np.zeros_like(p) for p in theta], [np.zeros_like(p) for p in theta]
    kind, step = theta[0].dtype.type, 0

    def update(gradients):
        nonlocal step
        step += 1
        for p, m, s, g in zip(theta, means, squares, gradients):
            m += kind(1 - beta1) * (g - m)
            s += kind(1 - beta2) * (g * g - s)
            p -= rate * kind(1 / (1 - beta1**step)) * m / (np.sqrt(s / kind(1 - beta2**step)) + kind(eps))

    return update


OPTIMISERS = {"sgd": sgd, "momentum": momentum, "adam": adam}


def solved(outputs):
    """Tell for each run whether all four rounded outputs are XOR."""
    return np.all(np.round(outputs) == Y[:, 0], axis=-1)


def close(outputs):
    """Tell for each run whether every output is within 0.1 of its target."""
    return np.all(np.abs(outputs - Y[:, 0]) < 0.1, axis=-1)


def tied(outputs):
    """Tell for each run whether it sits on the plateau: two outputs at 1/2, the other two at their targets."""
    half = np.abs(outputs - 0.5) < 0.05
    right = np.abs(outputs - Y[:, 0]) < 0.1
    return (half.sum(-1) == 2) & (right.sum(-1) == 2)


def recipes() -> list[tuple[str, str, Recipe]]:
    """Return every row of the table: which script it starts from, what is changed, and the recipe."""
    rows = []
    for script, base in (("NumPy", NUMPY), ("PyTorch", TORCH)):
        bce = "sum bce" if script == "NumPy" else "mean bce"
        changes = {"as it stands": {}}
        changes |= {f"{h} hidden units": {"width": h} for h in (3, 4, 5, 8, 16)}
        changes |= {f"rate {rate:g}": {"rate": rate} for rate in (0.2, 1.0, 5.0)}
        changes |= {"100,000 epochs": {"epochs": 100_000}}
        changes |= {f"{name} hidden": {"hidden": name} for name in ("tanh", "relu")}
        changes |= {"cross-entropy": {"loss": bce}}
        changes |= {"momentum 0.9": {"optimiser": "momentum"}}
        changes |= {f"Adam, rate {r:g}": {"optimiser": "adam", "rate": r} for r in (0.1, 0.01)}
        changes |= {f"weights drawn {s:g} times as large": {"scale": s} for s in (0.1, 0.5, 2.0)}
        changes |= {"inputs -1 and 1": {"inputs": "-1 and 1"}}
        if script == "NumPy":
            changes |= {"mean instead of half the sum": {"loss": "mean"}}
            changes |= {"1,000,000 epochs": {"epochs": 1_000_000}}
        else:
            changes |= {"half the sum instead of the mean": {"loss": "half sum"}}
            changes |= {"the NumPy script's draws": {"draws": "numpy"}}
        changes |= {"4 hidden units, rate 1": {"width": 4, "rate": 1.0}}
        rows += [(script, change, replace(base, **values)) for change, values in changes.items()]
    for name, library in (("NumPy", "numpy"), ("nnlib", "nnlib"), ("PyTorch", "torch")):
        rows.append((name, "reliable", replace(RELIABLE, draws=library)))
    return rows


def count(recipe: Recipe, seeds=SEEDS) -> dict[str, int]:
    """Train and count: how many runs, how many solved, within 0.1, and tied on the plateau."""
    outputs, _ = train(recipe, seeds)
    return {
        "runs": len(outputs),
        "solved": int(solved(outputs).sum()),
        "close": int(close(outputs).sum()),
        "tied": int(tied(outputs).sum()),
    }


def read_table(path: Path = TABLE) -> list[dict]:
    """Read the stored table; each row has its script, its change, its `Recipe` and its counts."""
    kinds = {field.name: type(field.default) for field in fields(Recipe)}
    with open(path, encoding="utf-8", newline="") as file:
        return [
            {"script": row["script"], "change": row["change"]}
            | {"recipe": Recipe(**{name: kind(row[name]) for name, kind in kinds.items()})}
            | {name: int(row[name]) for name in ("runs", "solved", "close", "tied")}
            for row in csv.DictReader(file)
        ]


def main():
    """Measure every row and write the table."""
    rows = []
    for script, change, recipe in recipes():
        since = time.perf_counter()
        counts = count(recipe)
        rows.append({"script": script, "change": change} | asdict(recipe) | counts)
        seconds = time.perf_counter() - since
        print(f"{script:8}{change:36}", *(f"{name} {k:3d} " for name, k in counts.items()), f"{seconds:5.1f} s")
    TABLE.parent.mkdir(exist_ok=True)
    with open(TABLE, "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


if __name__ == "__main__":
    main()
