"""An MLP for digits: 784-256-128-10 with ReLU, cross-entropy, batches of 128, Adam, float32.

Most of a step are matrix products, which all libraries leave to a BLAS. So we also time the products alone, the
floor below which no step can go, in NumPy and in torch.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np

import nnlib
from benchmarks.timing import Contender, Row

TITLE = "MLP, one step: 784-256-128-10 ReLU, cross-entropy, batch 128, Adam, float32"
REFERENCE = "torch eager"
RATIO_MEANS = "samples per second, relative to torch eager; more is better"
TOLERANCE = 1e-3  # float32: a ReLU whose input is nearly 0 may switch in one library and not in another
SIZES, BATCH, BATCHES = (784, 256, 128, 10), 128, 8
AVX512_KERNELS, AVX2_KERNELS = ("SkylakeX", "Cooperlake", "SapphireRapids"), ("Haswell", "Zen")
NUMPY_FLOOR, TORCH_FLOOR = "matrix products alone, NumPy", "matrix products alone, torch"


def data() -> list[tuple[np.ndarray, np.ndarray]]:
    """Return batches of noise with random labels; the time of a step does not depend on their meaning."""
    rng = np.random.default_rng(1)
    return [
        (rng.standard_normal((BATCH, SIZES[0]), dtype=np.float32), rng.integers(0, SIZES[-1], BATCH))
        for _ in range(BATCHES)
    ]


def initial_weights() -> list[np.ndarray]:
    """Return fresh W1, b1, W2, b2, W3, b3 in float32: the same every time."""
    rng, arrays = np.random.default_rng(0), []
    for fan_in, fan_out in pairwise(SIZES):
        arrays.append(nnlib.he_normal(fan_in, fan_out, rng=rng).astype(np.float32))
        arrays.append(np.zeros(fan_out, np.float32))
    return arrays


def nnlib_loop():
    batches = data()

    def layer(fan_in, fan_out, **options):
        return nnlib.Linear(fan_in, fan_out, rng=np.random.default_rng(0), dtype=np.float32, **options)

    model = nnlib.Sequential(
        layer(784, 256, input_grad=False), nnlib.ReLU(), layer(256, 128), nnlib.ReLU(), layer(128, 10)
    )
    loss_fn = nnlib.CrossEntropyLoss()

    def train(steps):
        optimizer, losses = nnlib.Adam(model.parameters()), []
        for parameter, values in zip(model.parameters(), initial_weights()):
            parameter.data = values
        for step in range(steps):
            x, labels = batches[step % BATCHES]
            loss = loss_fn(model(x), labels)
            optimizer.zero_grad()
            model.backward(loss_fn.backward())
            optimizer.step()
            losses.append(loss)
        return losses

    return train


def torch_loop(compiled: bool = False, **optimiser_options):
    import torch

    batches = [(torch.tensor(x), torch.tensor(labels)) for x, labels in data()]
    linear, relu = torch.nn.Linear, torch.nn.ReLU
    model = torch.nn.Sequential(linear(784, 256), relu(), linear(256, 128), relu(), linear(128, 10))
    loss_fn = torch.nn.CrossEntropyLoss()

    def loss_of(x, labels):
        return loss_fn(model(x), labels)

    if compiled:
        loss_of = torch.compile(loss_of)

    def train(steps):
        with torch.no_grad():
            for parameter, values in zip(model.parameters(), initial_weights()):
                parameter.copy_(torch.tensor(values.T))  # torch keeps weights as (out, in)
        optimizer, losses = torch.optim.Adam(model.parameters(), **optimiser_options), []
        for step in range(steps):
            x, labels = batches[step % BATCHES]
            loss = loss_of(x, labels)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
        return losses

    return train


def jax_step():
    import jax
    import jax.numpy as jnp

    X, Y = (jnp.stack(arrays) for arrays in zip(*data()))

    def loss_of(parameters, x, labels):
        W1, b1, W2, b2, W3, b3 = parameters
        logits = jax.nn.relu(jax.nn.relu(x @ W1 + b1) @ W2 + b2) @ W3 + b3
        return -jnp.mean(jax.nn.log_softmax(logits)[jnp.arange(BATCH), labels])

    def step(state, t):
        parameters, means, mean_squares = state
        loss, gradients = jax.value_and_grad(loss_of)(parameters, X[t % BATCHES], Y[t % BATCHES])
        means = [0.9 * m + 0.1 * g for m, g in zip(means, gradients)]
        mean_squares = [0.999 * v + 0.001 * g * g for v, g in zip(mean_squares, gradients)]
        correction1, correction2 = 1 - jnp.float32(0.9) ** (t + 1), 1 - jnp.float32(0.999) ** (t + 1)
        parameters = [
            p - 0.001 * (m / correction1) / (jnp.sqrt(v / correction2) + 1e-8)
            for p, m, v in zip(parameters, means, mean_squares)
        ]
        return (parameters, means, mean_squares), loss

    def start():
        parameters = [jnp.asarray(values) for values in initial_weights()]
        return parameters, [0 * p for p in parameters], [0 * p for p in parameters]

    return step, start


def jax_jit():
    import jax

    step, start = jax_step()
    step = jax.jit(step, donate_argnums=0)  # the old parameters' memory may hold the new ones

    def train(steps):
        state, losses = start(), []
        for t in range(steps):
            state, loss = step(state, np.int32(t))
            losses.append(loss)
        return [float(loss) for loss in jax.device_get(losses)]

    return train


def jax_scan():
    import jax

    step, start = jax_step()
    run = jax.jit(lambda state, times: jax.lax.scan(step, state, times)[1])
    return lambda steps: np.asarray(run(start(), np.arange(steps, dtype=np.int32))).tolist()


def numpy_products():
    """The eight products of a step: three forward, three for the weights, two for the layers between."""
    inputs = [x for x, _ in data()]
    x = inputs[0]
    W1, _, W2, _, W3, _ = initial_weights()
    a1, a2, logits = x @ W1, x @ W1 @ W2, x @ W1 @ W2 @ W3  # stand-ins of the right shapes, also for their gradients

    def train(steps):
        for step in range(steps):
            x = inputs[step % BATCHES]
            x.dot(W1), a1.dot(W2), a2.dot(W3)
            a2.T.dot(logits), logits.dot(W3.T)
            a1.T.dot(a2), a2.dot(W2.T)
            x.T.dot(a1)
        return []

    return train


def torch_products():
    """The same eight, with weights as torch keeps them: (out, in)."""
    import torch

    inputs = [torch.tensor(x) for x, _ in data()]
    x = inputs[0]
    W1, W2, W3 = (torch.tensor(values.T.copy()) for values in initial_weights()[::2])
    a1, a2, logits = x @ W1.T, x @ W1.T @ W2.T, x @ W1.T @ W2.T @ W3.T

    def train(steps):
        with torch.inference_mode():
            for step in range(steps):
                x = inputs[step % BATCHES]
                x @ W1.T, a1 @ W2.T, a2 @ W3.T
                logits.T @ a2, logits @ W3
                a2.T @ a1, a2 @ W2
                a1.T @ x
        return []

    return train


def contenders() -> list[Contender]:
    return [
        Contender("nnlib loop, input_grad=False", nnlib_loop, "nnlib"),
        Contender(REFERENCE, torch_loop),
        Contender("torch, fused Adam", lambda: torch_loop(fused=True)),
        Contender("torch compiled, fused Adam", lambda: torch_loop(compiled=True, fused=True), compiles=True),
        Contender("jax jit, a step", jax_jit),
        Contender("jax scan, whole loop", jax_scan),
        Contender(NUMPY_FLOOR, numpy_products, "floor", follows=False),
        Contender(TORCH_FLOOR, torch_products, "floor", follows=False),
    ]


def ratio(row: Row, reference: Row) -> float:
    return reference.median / row.median


def bounds(rows: dict[str, Row], kernel: str) -> list[tuple[str, float | None, str, float]]:
    """Return the claims as (words, measured or None, "<=" or ">=", limit); which one is made depends on the kernel."""
    nnlib_row, torch_row = rows["nnlib loop, input_grad=False"], rows.get(REFERENCE)
    measured = torch_row and ratio(nnlib_row, torch_row)
    words = "MLP: samples per second of nnlib / torch eager"
    return [
        (f"{words}, AVX-512 kernel", measured if kernel in AVX512_KERNELS else None, ">=", 2.0),
        (f"{words}, AVX2 kernel (OPENBLAS_CORETYPE=Haswell)", measured if kernel in AVX2_KERNELS else None, ">=", 1.3),
    ]


def remarks(rows: dict[str, Row]) -> list[str]:
    """Say how much of a step are matrix products, and what ratio they alone would allow."""
    own, floor = rows["nnlib loop, input_grad=False"].median, rows[NUMPY_FLOOR].median
    words = [f"matrix products are {floor / own:.0%} of nnlib's step; all else is {1e6 * (own - floor):.0f} µs"]
    if REFERENCE in rows and TORCH_FLOOR in rows:
        eager, torch_floor = rows[REFERENCE].median, rows[TORCH_FLOOR].median
        words += [
            f"matrix products are {torch_floor / eager:.0%} of torch eager's step; "
            f"all else is {1e6 * (eager - torch_floor):.0f} µs",
            f"NumPy's products take {floor / torch_floor:.2f} times as long as torch's",
            f"a step of nothing but NumPy's products would reach {eager / floor:.2f} times torch eager: "
            "the ceiling for a library that takes its products from this NumPy",
        ]
    return words
