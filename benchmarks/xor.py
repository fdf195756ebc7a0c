"""XOR, one epoch: 2-2-1 with sigmoids, all four cases at once, mean squared error, gradient descent, float64.

So small a network is nearly free to compute: what we measure is what each library adds to it.
"""

from __future__ import annotations

import warnings

import numpy as np

import nnlib
from benchmarks.timing import MAX_STEPS, Contender, Row

TITLE = "XOR, one epoch: 2-2-1 sigmoid, full batch, MSE, SGD, float64"
REFERENCE = "NumPy by hand"
RATIO_MEANS = "time, relative to NumPy by hand; less is better"
TOLERANCE = 1e-9  # float64: another order of summation is all that may differ
RATE = 0.5
X, Y = nnlib.xor()


def initial_weights() -> list[np.ndarray]:
    """Return fresh copies of W1 (2, 2), b1 (2,), W2 (2, 1), b2 (1,): the same every time."""
    rng = np.random.default_rng(0)
    return [rng.standard_normal((2, 2)), np.zeros(2), rng.standard_normal((2, 1)), np.zeros(1)]


def by_hand():
    """What one writes without a library, with the loss of each epoch."""

    def train(epochs):
        W1, b1, W2, b2 = initial_weights()
        losses = []
        for _ in range(epochs):
            a1 = 1 / (1 + np.exp(-(X @ W1 + b1)))
            a2 = 1 / (1 + np.exp(-(a1 @ W2 + b2)))
            error = a2 - Y
            losses.append(float(np.mean(error**2)))
            delta2 = 2 / 4 * error * a2 * (1 - a2)
            delta1 = delta2 @ W2.T * a1 * (1 - a1)
            W2 -= RATE * (a1.T @ delta2)
            b2 -= RATE * delta2.sum(axis=0)
            W1 -= RATE * (X.T @ delta1)
            b1 -= RATE * delta1.sum(axis=0)
        return losses

    return train


def by_hand_without_loss():
    """The same as articles print it: `dot`, np.sum, and no loss but one at the end."""

    def train(epochs):
        W1, b1, W2, b2 = initial_weights()
        rate = RATE * 2 / 4  # the script descends half the sum of squares, not their mean
        for _ in range(epochs):
            a1 = 1 / (1 + np.exp(-(np.dot(X, W1) + b1)))
            a2 = 1 / (1 + np.exp(-(np.dot(a1, W2) + b2)))
            delta2 = (Y - a2) * a2 * (1 - a2)
            delta1 = delta2.dot(W2.T) * a1 * (1 - a1)
            W2 += a1.T.dot(delta2) * rate
            b2 += np.sum(delta2, axis=0) * rate
            W1 += X.T.dot(delta1) * rate
            b1 += np.sum(delta1, axis=0) * rate
        a1 = 1 / (1 + np.exp(-(np.dot(X, W1) + b1)))
        a2 = 1 / (1 + np.exp(-(np.dot(a1, W2) + b2)))
        return [float(np.mean((a2 - Y) ** 2))]

    return train


def nnlib_model(input_grad: bool = True) -> nnlib.Sequential:
    rng = np.random.default_rng(0)
    model = nnlib.Sequential(
        nnlib.Linear(2, 2, rng=rng, input_grad=input_grad),
        nnlib.Sigmoid(),
        nnlib.Linear(2, 1, rng=rng),
        nnlib.Sigmoid(),
    )
    for parameter, values in zip(model.parameters(), initial_weights()):
        parameter.data = values
    return model


def nnlib_loop(input_grad: bool = True):
    def train(epochs):
        model, losses = nnlib_model(input_grad), []
        loss_fn, optimizer = nnlib.MSELoss(), nnlib.SGD(model.parameters(), lr=RATE)
        for _ in range(epochs):
            loss = loss_fn(model(X), Y)
            optimizer.zero_grad()
            model.backward(loss_fn.backward())
            optimizer.step()
            losses.append(loss)
        return losses

    return train


def nnlib_fit(input_grad: bool = True):
    def train(epochs):
        model = nnlib_model(input_grad)
        loss_fn, optimizer = nnlib.MSELoss(), nnlib.SGD(model.parameters(), lr=RATE)
        rng = np.random.default_rng(0)
        return nnlib.fit(model, loss_fn, optimizer, X, Y, epochs=epochs, rng=rng).loss

    return train


def torch_loop(compiled: bool = False, **optimiser_options):
    import torch

    x, y = torch.tensor(X), torch.tensor(Y)
    model = torch.nn.Sequential(
        torch.nn.Linear(2, 2), torch.nn.Sigmoid(), torch.nn.Linear(2, 1), torch.nn.Sigmoid()
    ).double()
    loss_fn = torch.nn.MSELoss()

    def loss_of(x, y):
        return loss_fn(model(x), y)

    if compiled:
        loss_of = torch.compile(loss_of)

    def train(epochs):
        with torch.no_grad():
            for parameter, values in zip(model.parameters(), initial_weights()):
                parameter.copy_(torch.tensor(values.T))  # torch keeps weights as (out, in)
        optimizer, losses = torch.optim.SGD(model.parameters(), lr=RATE, **optimiser_options), []
        for _ in range(epochs):
            loss = loss_of(x, y)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
        return losses

    return train


def jax_step():
    import jax
    import jax.numpy as jnp

    jax.config.update("jax_enable_x64", True)

    def loss_of(parameters):
        W1, b1, W2, b2 = parameters
        return jnp.mean((jax.nn.sigmoid(jax.nn.sigmoid(X @ W1 + b1) @ W2 + b2) - Y) ** 2)

    def step(parameters, _):
        loss, gradients = jax.value_and_grad(loss_of)(parameters)
        return [p - RATE * g for p, g in zip(parameters, gradients)], loss

    return step


def jax_jit():
    import jax

    step = jax.jit(jax_step())

    def train(epochs):
        parameters, losses = [jax.numpy.asarray(values) for values in initial_weights()], []
        for _ in range(epochs):
            parameters, loss = step(parameters, None)
            losses.append(loss)
        return [float(loss) for loss in jax.device_get(losses)]

    return train


def jax_scan():
    import jax

    step = jax_step()
    run = jax.jit(lambda parameters, epochs: jax.lax.scan(step, parameters, length=epochs)[1], static_argnums=1)
    return lambda epochs: np.asarray(run(initial_weights(), epochs)).tolist()


def sklearn_classifier():
    """MLPClassifier: the same network and step, but cross-entropy in place of the squared error; it has no other."""
    from sklearn.neural_network import MLPClassifier

    labels = Y.ravel().astype(int)
    model = MLPClassifier(
        (2,), activation="logistic", solver="sgd", alpha=0, momentum=0, batch_size=4, learning_rate_init=RATE
    )
    model.set_params(warm_start=True, tol=0, n_iter_no_change=MAX_STEPS)  # fit goes on from our weights, to the end
    model.partial_fit(X, labels, classes=[0, 1])  # makes the arrays that we then fill

    def start():
        W1, b1, W2, b2 = initial_weights()
        for own, values in zip([*model.coefs_, *model.intercepts_], [W1, W2, b1, b2]):
            own[...] = values

    return model, labels, start


def sklearn_partial_fit():
    model, labels, start = sklearn_classifier()

    def train(epochs):
        start()
        losses = []
        for _ in range(epochs):
            model.partial_fit(X, labels)
            losses.append(float(model.loss_))
        return losses

    return train


def sklearn_fit():
    model, labels, start = sklearn_classifier()

    def train(epochs):
        start()
        model.set_params(max_iter=epochs)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # that it stops at max_iter, which is what we ask for
            model.fit(X, labels)
        return [float(loss) for loss in model.loss_curve_[-epochs:]]

    return train


def autograd_loop():
    import autograd.numpy as anp
    from autograd import value_and_grad

    def loss_of(parameters):
        W1, b1, W2, b2 = parameters
        a1 = 1 / (1 + anp.exp(-(anp.dot(X, W1) + b1)))
        a2 = 1 / (1 + anp.exp(-(anp.dot(a1, W2) + b2)))
        return anp.mean((a2 - Y) ** 2)

    loss_and_gradients = value_and_grad(loss_of)

    def train(epochs):
        parameters, losses = initial_weights(), []
        for _ in range(epochs):
            loss, gradients = loss_and_gradients(parameters)
            for parameter, gradient in zip(parameters, gradients):
                parameter -= RATE * gradient
            losses.append(float(loss))
        return losses

    return train


def micrograd_loop():
    """Number by number. micrograd has no sigmoid; we write one the way its own operations are written."""
    import math

    from micrograd.engine import Value

    def sigmoid(z):
        a = 1 / (1 + math.exp(-z.data))
        out = Value(a, (z,), "sigmoid")

        def backward():
            z.grad += a * (1 - a) * out.grad

        out._backward = backward
        return out

    def layer(inputs, W, b):
        return [sigmoid(sum((x * w for x, w in zip(inputs, column)), bias)) for column, bias in zip(zip(*W), b)]

    cases = [(x.tolist(), y.item()) for x, y in zip(X, Y)]

    def train(epochs):
        W1, b1, W2, b2 = (np.vectorize(Value)(values).tolist() for values in initial_weights())
        parameters, losses = [*W1[0], *W1[1], *b1, *W2[0], *W2[1], *b2], []
        for _ in range(epochs):
            loss = sum((layer(layer(x, W1, b1), W2, b2)[0] - y) ** 2 for x, y in cases) * (1 / 4)
            for parameter in parameters:
                parameter.grad = 0
            loss.backward()
            for parameter in parameters:
                parameter.data -= RATE * parameter.grad
            losses.append(float(loss.data))
        return losses

    return train


def contenders() -> list[Contender]:
    return [
        Contender(REFERENCE, by_hand, "numpy"),
        Contender("NumPy by hand, dot, no loss", by_hand_without_loss, "numpy", follows=False),
        Contender("nnlib loop", nnlib_loop, "nnlib"),
        Contender("nnlib loop, input_grad=False", lambda: nnlib_loop(input_grad=False), "nnlib"),
        Contender("nnlib fit", nnlib_fit, "nnlib"),
        Contender("nnlib fit, input_grad=False", lambda: nnlib_fit(input_grad=False), "nnlib"),
        Contender("torch eager", torch_loop),
        Contender("torch, foreach SGD", lambda: torch_loop(foreach=True)),
        Contender("torch, fused SGD", lambda: torch_loop(fused=True)),
        Contender("torch compiled, fused SGD", lambda: torch_loop(compiled=True, fused=True), compiles=True),
        Contender("jax jit, a step", jax_jit),
        Contender("jax scan, whole loop", jax_scan),
        Contender("scikit-learn, partial_fit an epoch", sklearn_partial_fit, follows=False),
        Contender("scikit-learn, fit, whole loop", sklearn_fit, follows=False),
        Contender("HIPS autograd", autograd_loop),
        Contender("micrograd", micrograd_loop),
    ]


def ratio(row: Row, reference: Row) -> float:
    return row.median / reference.median


def bounds(rows: dict[str, Row], kernel: str) -> list[tuple[str, float | None, str, float]]:
    """Return the claims as (words, measured or None, "<=" or ">=", limit)."""

    def time_ratio(name, other):
        return rows[name].median / rows[other].median if name in rows and other in rows else None

    fit = "nnlib fit, input_grad=False"
    return [
        ("XOR: time of nnlib loop / NumPy by hand", time_ratio("nnlib loop", REFERENCE), "<=", 1.5),
        ("XOR: time of nnlib loop / torch eager", time_ratio("nnlib loop", "torch eager"), "<=", 1 / 3),
        (f"XOR: time of {fit} / NumPy by hand", time_ratio(fit, REFERENCE), "<=", 1.2),
    ]


def remarks(rows: dict[str, Row]) -> list[str]:
    words = ["torch pays for its graph and its optimiser in every step; a network this small cannot make up for it"]
    if "scikit-learn, fit, whole loop" in rows:
        words.append(
            "scikit-learn's MLPClassifier descends cross-entropy, not MSE; every partial_fit checks its input anew"
        )
    if "jax scan, whole loop" in rows:
        words.append(
            "jax scan compiles the whole loop ahead and returns to Python only at the end; nothing else comes near"
        )
    return words
