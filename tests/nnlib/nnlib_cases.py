"""One small instance of every module and loss, for the tests that hold for all of them.

Sizes differ everywhere (batch, in, out), so that a forgotten transpose or a wrong axis cannot hide.
This folder has no __init__.py: a package tests/nnlib would shadow nnlib itself.
"""

import numpy as np

from nnlib import (
    BCEWithLogitsLoss,
    CrossEntropyLoss,
    Dropout,
    Flatten,
    LeakyReLU,
    Linear,
    Module,
    MSELoss,
    ReLU,
    Sequential,
    Sigmoid,
    Step,
    Tanh,
    he_normal,
)


class TwoBranches(Module):
    """x goes through two layers that share one weight; the results are added."""

    def __init__(self, rng, dtype):
        self.left = Linear(3, 4, rng=rng, dtype=dtype)
        self.right = Linear(3, 4, rng=rng, dtype=dtype)
        self.right.weight = self.left.weight
        self.bend = Tanh()

    def forward(self, x):
        return self.bend(self.left(x)) + self.right(x)

    def backward(self, grad_output):
        return self.left.backward(self.bend.backward(grad_output)) + self.right.backward(grad_output)


def _mixed(rng, dtype):
    return Sequential(
        Flatten(),
        Linear(6, 8, rng=rng, init=he_normal, dtype=dtype),
        ReLU(),
        Dropout(0.3, rng=rng),
        Linear(8, 4, rng=rng, dtype=dtype),
        LeakyReLU(0.2),
        Linear(4, 2, rng=rng, dtype=dtype),
        Sigmoid(),
    )


def _nested(rng, dtype):
    inner = Sequential(Tanh(), Sequential(Linear(7, 4, rng=rng, dtype=dtype), Sigmoid()))
    return Sequential(Linear(3, 7, rng=rng, dtype=dtype), inner, Linear(4, 2, rng=rng, dtype=dtype))


# name: (module from (rng, dtype), shape of its input)
MODULES = {
    "Linear": (lambda rng, dtype: Linear(3, 4, rng=rng, dtype=dtype), (5, 3)),
    "Linear, one of each": (lambda rng, dtype: Linear(1, 1, rng=rng, dtype=dtype), (1, 1)),
    "Linear without input gradient": (
        lambda rng, dtype: Linear(3, 4, rng=rng, dtype=dtype, input_grad=False),
        (5, 3),
    ),
    "Step": (lambda rng, dtype: Step(), (5, 3)),
    "Sigmoid": (lambda rng, dtype: Sigmoid(), (5, 3)),
    "Tanh": (lambda rng, dtype: Tanh(), (5, 3)),
    "Tanh of pictures": (lambda rng, dtype: Tanh(), (5, 2, 3)),
    "ReLU": (lambda rng, dtype: ReLU(), (5, 3)),
    "LeakyReLU": (lambda rng, dtype: LeakyReLU(), (5, 3)),
    "LeakyReLU(0.3)": (lambda rng, dtype: LeakyReLU(0.3), (5, 3)),
    "Dropout in training": (lambda rng, dtype: Dropout(0.4, rng=rng), (5, 3)),
    "Dropout in use": (lambda rng, dtype: Dropout(0.4, rng=rng).eval(), (5, 3)),
    "Flatten": (lambda rng, dtype: Flatten(), (5, 2, 3)),
    "Sequential of one": (lambda rng, dtype: Sequential(Linear(3, 4, rng=rng, dtype=dtype)), (5, 3)),
    "Sequential, mixed": (_mixed, (5, 2, 3)),
    "Sequential, mixed, in use": (lambda rng, dtype: _mixed(rng, dtype).eval(), (5, 2, 3)),
    "Sequential, nested": (_nested, (5, 3)),
    "Sequential without input gradient": (
        lambda rng, dtype: Sequential(
            Linear(3, 7, rng=rng, dtype=dtype, input_grad=False), Tanh(), Linear(7, 2, rng=rng, dtype=dtype)
        ),
        (5, 3),
    ),
    "two branches that share a weight": (TwoBranches, (5, 3)),
}

# name: (loss, predictions' shape, target from (rng, shape))
LOSSES = {
    "MSELoss": (MSELoss, (5, 3), lambda rng, shape: rng.standard_normal(shape)),
    "BCEWithLogitsLoss": (BCEWithLogitsLoss, (5, 3), lambda rng, shape: rng.integers(0, 2, shape).astype(float)),
    "BCEWithLogitsLoss, soft targets": (BCEWithLogitsLoss, (5, 3), lambda rng, shape: rng.random(shape)),
    "CrossEntropyLoss": (CrossEntropyLoss, (5, 3), lambda rng, shape: rng.integers(0, shape[1], shape[0])),
}


def make_module(name, *, seed=0, dtype=np.float64):
    """Return the module with random weights *and* biases, and an input that keeps away from 0."""
    factory, shape = MODULES[name]
    rng = np.random.default_rng(seed)
    module = factory(rng, dtype)
    for parameter in module.parameters():
        parameter.data = rng.standard_normal(parameter.shape)
    return module, away_from_zero(rng, shape).astype(dtype)


def make_loss(name, *, seed=0, dtype=np.float64):
    """Return the loss, predictions and a target."""
    loss, shape, target = LOSSES[name]
    rng = np.random.default_rng(seed)
    return loss(), rng.standard_normal(shape).astype(dtype), target(rng, shape)


def away_from_zero(rng, shape):
    """Draw normal numbers and push them out, so that none lies within 0.1 of the kink of ReLU."""
    x = rng.standard_normal(shape)
    return x + np.copysign(0.1, x)


def walk(module):
    """Yield the module and everything inside it."""
    yield module
    for _, child in module.children():
        yield from walk(child)
