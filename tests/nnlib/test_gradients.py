"""Every backward against central differences, and a proof that the check bites."""

import importlib
import pkgutil
import re

import numpy as np
import pytest
from nnlib_cases import LOSSES, MODULES, make_loss, make_module, walk

import nnlib
from nnlib import (
    BCEWithLogitsLoss,
    CrossEntropyLoss,
    GradientError,
    LeakyReLU,
    Linear,
    Loss,
    Module,
    MSELoss,
    Parameter,
    ReLU,
    Sequential,
    Sigmoid,
    Step,
    Tanh,
    check_gradients,
    numerical_gradient,
)

# --------------------------------------------------------------------------------- every gradient is right


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize("name", MODULES)
def test_module_gradients(name, seed):
    module, x = make_module(name, seed=seed)
    errors = check_gradients(module, x, rng=np.random.default_rng(seed + 100))
    expected = {parameter for parameter, _ in module.named_parameters()}
    if "without input gradient" not in name:
        expected.add("input")
    assert set(errors) == expected
    assert max(errors.values()) <= 1e-6

    module(x)  # nothing was measured on a kink: a nudge of 1e-5 never crossed one
    for inner in walk(module):
        if isinstance(inner, ReLU | LeakyReLU | Step):
            assert np.abs(inner._x).min() > 1e-3


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize("name", LOSSES)
def test_loss_gradients(name, seed):
    loss_fn, prediction, target = make_loss(name, seed=seed)
    errors = check_gradients(loss_fn, prediction, target, rng=np.random.default_rng(seed))
    assert set(errors) == {"input"}
    assert errors["input"] <= 1e-6


def test_every_module_and_loss_is_checked():
    """A new Module or Loss without a gradient check fails here."""
    public = set()
    for info in pkgutil.iter_modules(nnlib.__path__):
        if info.name == "plotting":
            continue  # draws, defines no module; needs matplotlib
        module = importlib.import_module(f"nnlib.{info.name}")
        public |= {getattr(module, name) for name in module.__all__}
    public = {thing for thing in public if isinstance(thing, type) and issubclass(thing, Module | Loss)}
    checked = {type(inner) for name in MODULES for inner in walk(make_module(name)[0])}
    checked |= {type(make_loss(name)[0]) for name in LOSSES}
    assert public - {Module, Loss} <= checked
    assert {Linear, Sequential, Tanh, CrossEntropyLoss} <= public  # the search itself finds something


def test_step_gradient_is_zero():
    module, x = make_module("Step")
    module(x)
    np.testing.assert_array_equal(module.backward(np.full_like(x, 3.0)), np.zeros_like(x))


def test_shared_weight_gets_both_shares():
    """One of two branches alone gives another gradient: the sum is really a sum."""
    module, x = make_module("two branches that share a weight")
    upstream = np.random.default_rng(5).standard_normal((5, 4))
    module(x)
    module.right.backward(upstream)
    share = module.left.weight.grad.copy()
    module.zero_grad()
    module.backward(upstream)
    assert module.left.weight is module.right.weight
    assert len(module.parameters()) == 3
    assert np.abs(module.left.weight.grad - share).max() > 0.01


def test_gradients_accumulate():
    module, x = make_module("Sequential, nested")
    upstream = np.random.default_rng(5).standard_normal((5, 2))
    module(x)
    module.backward(upstream)
    once = [parameter.grad.copy() for parameter in module.parameters()]
    module.backward(upstream)
    for parameter, grad in zip(module.parameters(), once, strict=True):
        np.testing.assert_allclose(parameter.grad, 2 * grad, rtol=1e-12)
    module.zero_grad()
    assert all(not parameter.grad.any() for parameter in module.parameters())


def test_check_leaves_the_module_alone():
    module, x = make_module("Sequential, mixed")
    state, generator = module.state_dict(), module[3].rng.bit_generator.state
    for parameter in module.parameters():
        parameter.grad = np.full(parameter.shape, 7.0)
    x_before = x.copy()
    check_gradients(module, x, rng=np.random.default_rng(1))
    np.testing.assert_array_equal(x, x_before)
    assert module[3].rng.bit_generator.state == generator
    for name, parameter in module.named_parameters():
        np.testing.assert_array_equal(parameter.data, state[name])
        assert (parameter.grad == 7.0).all()


# --------------------------------------------------------------------------------------- the check bites
# Each class makes one classic mistake. Where shapes would betray it, they are chosen square.


class UpstreamIgnored(Tanh):
    def backward(self, grad_output):
        return 1 - self._a * self._a


class TanhSlopeOfInput(Tanh):
    def forward(self, x):
        self._x = x
        return super().forward(x)

    def backward(self, grad_output):
        return grad_output * (1 - self._x * self._x)


class SigmoidSlopeOfInput(Sigmoid):
    def forward(self, x):
        self._x = x
        return super().forward(x)

    def backward(self, grad_output):
        return grad_output * self._x * (1 - self._x)


class ReLUSlopeEverywhere(ReLU):
    def backward(self, grad_output):
        return grad_output


class InputTransposeMissing(Linear):
    def backward(self, grad_output):
        super().backward(grad_output)
        return grad_output.dot(self.weight.data)


class WeightTransposeMissing(Linear):
    def backward(self, grad_output):
        self.weight.grad += self._x.dot(grad_output)
        self.bias.grad += grad_output.sum(axis=0)
        return grad_output.dot(self.weight.data.T)


class WeightAssigned(Linear):
    def backward(self, grad_output):
        self.weight.grad = self._x.T.dot(grad_output)
        self.bias.grad += grad_output.sum(axis=0)
        return grad_output.dot(self.weight.data.T)


class BiasAssigned(Linear):
    def backward(self, grad_output):
        self.weight.grad += self._x.T.dot(grad_output)
        self.bias.grad = grad_output.sum(axis=0)
        return grad_output.dot(self.weight.data.T)


class BiasOverWrongAxis(Linear):
    def backward(self, grad_output):
        self.weight.grad += self._x.T.dot(grad_output)
        self.bias.grad += grad_output.sum(axis=1)
        return grad_output.dot(self.weight.data.T)


class BiasAveraged(Linear):
    def backward(self, grad_output):
        self.weight.grad += self._x.T.dot(grad_output)
        self.bias.grad += grad_output.mean(axis=0)
        return grad_output.dot(self.weight.data.T)


class SequenceForwardOrder(Sequential):
    def backward(self, grad_output):
        for layer in self.layers:
            grad_output = layer.backward(grad_output)
        return grad_output


class SumForMean(MSELoss):
    @staticmethod
    def _gradient(difference):
        return 2 * difference


class MeanOverSamplesOnly(MSELoss):
    @staticmethod
    def _gradient(difference):
        return 2 * difference / len(difference)


class ForgottenN(CrossEntropyLoss):
    @staticmethod
    def _gradient(log_p, labels):
        return len(labels) * CrossEntropyLoss._gradient(log_p, labels)


class TargetMinusPrediction(BCEWithLogitsLoss):
    @staticmethod
    def _gradient(logits, target):
        return -BCEWithLogitsLoss._gradient(logits, target)


def _linear(cls, rng):
    layer = cls(4, 4, rng=rng)
    layer.bias.data = rng.standard_normal(4)
    return layer


# name: (module with the fault, shape of the input, target, words the message must begin with)
FAULTS = {
    "upstream ignored": (lambda rng: UpstreamIgnored(), (5, 3), None, "UpstreamIgnored, gradient of input["),
    "tanh slope with the input": (lambda rng: TanhSlopeOfInput(), (5, 3), None, "TanhSlopeOfInput, gradient of input["),
    "sigmoid slope with the input": (lambda rng: SigmoidSlopeOfInput(), (5, 3), None, "SigmoidSlopeOfInput, gradient"),
    "relu slope 1 everywhere": (lambda rng: ReLUSlopeEverywhere(), (5, 3), None, "ReLUSlopeEverywhere, gradient"),
    "missing transpose of the weight": (
        lambda rng: _linear(InputTransposeMissing, rng),
        (5, 4),
        None,
        "InputTransposeMissing, gradient of input[",
    ),
    "missing transpose of the input": (
        lambda rng: _linear(WeightTransposeMissing, rng),
        (4, 4),
        None,
        "WeightTransposeMissing, gradient of weight[",
    ),
    "= for += in the weight": (
        lambda rng: _linear(WeightAssigned, rng),
        (5, 4),
        None,
        "WeightAssigned, gradient of weight[",
    ),
    "= for += in the bias": (
        lambda rng: _linear(BiasAssigned, rng),
        (5, 4),
        None,
        "BiasAssigned, gradient of bias[",
    ),
    "bias over the wrong axis": (
        lambda rng: _linear(BiasOverWrongAxis, rng),
        (4, 4),
        None,
        "BiasOverWrongAxis, gradient of bias[",
    ),
    "bias averaged": (lambda rng: _linear(BiasAveraged, rng), (5, 4), None, "BiasAveraged, gradient of bias["),
    "fault inside a sequence": (
        lambda rng: Sequential(Linear(3, 4, rng=rng), Tanh(), _linear(BiasAveraged, rng)),
        (5, 3),
        None,
        "BiasAveraged 'layers.2', gradient of bias[",
    ),
    "fault in a nested sequence": (
        lambda rng: Sequential(Linear(3, 4, rng=rng), Sequential(Tanh(), _linear(WeightAssigned, rng))),
        (5, 3),
        None,
        "WeightAssigned 'layers.1.layers.1', gradient of weight[",
    ),
    "fault behind the layer": (
        lambda rng: Sequential(Linear(3, 4, rng=rng), UpstreamIgnored(), Linear(4, 2, rng=rng)),
        (5, 3),
        None,
        "Linear 'layers.0', gradient of weight[",
    ),
    "layers walked forward": (
        lambda rng: SequenceForwardOrder(_linear(Linear, rng), Tanh(), _linear(Linear, rng)),
        (5, 4),
        None,
        "Linear 'layers.0', gradient of weight[",
    ),
    "sum for mean": (lambda rng: SumForMean(), (5, 3), np.zeros((5, 3)), "SumForMean, gradient of input["),
    "mean over samples only": (
        lambda rng: MeanOverSamplesOnly(),
        (5, 3),
        np.zeros((5, 3)),
        "MeanOverSamplesOnly, gradient of input[",
    ),
    "forgotten 1/n": (lambda rng: ForgottenN(), (5, 3), np.array([0, 1, 2, 1, 0]), "ForgottenN, gradient of input["),
    "y - p for p - y": (
        lambda rng: TargetMinusPrediction(),
        (5, 3),
        np.ones((5, 3)),
        "TargetMinusPrediction, gradient of input[",
    ),
}

MESSAGE = re.compile(
    r"(?P<layer>\w+)( '(?P<path>[\w.]+)')?, gradient of (?P<name>\w+)\[(?P<index>\d+(, \d+)*)\]: "
    r"analytic (?P<analytic>\S+), numerical (?P<numerical>\S+) "
    r"\(relative error of the array (?P<error>\S+), allowed 1e-06\)"
)


@pytest.mark.parametrize("fault", FAULTS)
def test_fault_is_caught(fault):
    make, shape, target, begins = FAULTS[fault]
    rng = np.random.default_rng(11)
    with pytest.raises(GradientError) as caught:
        check_gradients(make(rng), 0.3 + rng.standard_normal(shape), target, rng=rng)
    message = str(caught.value)
    assert message.startswith(begins)
    parts = MESSAGE.fullmatch(message)
    assert parts, message
    assert float(parts["analytic"]) != float(parts["numerical"])
    assert float(parts["error"]) > 1e-2


def test_message_names_the_very_number():
    """One entry is wrong by one: the message gives its layer, its index and both values."""

    class OneWrong(Linear):
        def backward(self, grad_output):
            grad_input = super().backward(grad_output)
            self.weight.grad[2, 1] += 1.0
            return grad_input

    rng = np.random.default_rng(3)
    model = Sequential(Linear(3, 4, rng=rng), Tanh(), OneWrong(4, 2, rng=rng))
    with pytest.raises(GradientError, match=r"^OneWrong 'layers\.2', gradient of weight\[2, 1\]: ") as caught:
        check_gradients(model, rng.standard_normal((5, 3)), rng=rng)
    parts = MESSAGE.fullmatch(str(caught.value))
    assert float(parts["analytic"]) - float(parts["numerical"]) == pytest.approx(1.0, abs=1e-4)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (lambda grad: grad[:, :2], r"Tanh, gradient of input: expected a gradient of shape \(5, 3\), got \(5, 2\)"),
        (lambda grad: grad * np.nan, r"Tanh, gradient of input\[0, 0\]: analytic nan, numerical "),
        (lambda grad: np.where(grad == grad[2, 1], np.inf, grad), r"input\[2, 1\]: analytic inf, numerical "),
        (lambda grad: grad * 0, r"analytic 0, numerical "),
        (lambda grad: grad * (1 + 1e-5), r"allowed 1e-06"),
    ],
    ids=["shape", "nan", "inf", "zero", "off by 1e-5"],
)
def test_wrong_arrays_are_caught(wrong, words):
    class Wrong(Tanh):
        def backward(self, grad_output):
            return wrong(super().backward(grad_output))

    Wrong.__name__ = "Tanh"
    rng = np.random.default_rng(3)
    with pytest.raises(GradientError, match=words):
        check_gradients(Wrong(), rng.standard_normal((5, 3)), rng=rng)


def test_own_module_is_checked_too():
    """The check takes a student's module, and finds a parameter of shape ()."""

    class Scale(Module):
        def __init__(self):
            self.factor = Parameter(3.0)

        def forward(self, x):
            self._x = x
            return self.factor.data * x

        def backward(self, grad_output):
            self.factor.grad += np.sum(grad_output * self._x)
            return grad_output * self.factor.data

    rng = np.random.default_rng(0)
    assert set(check_gradients(Scale(), rng.standard_normal((4, 2)), rng=rng)) == {"factor", "input"}


def test_numerical_gradient_restores_x():
    x = np.array([[1.0, -2.0, 3.0]])
    gradient = numerical_gradient(lambda x: float(np.sum(x**3)), x)
    np.testing.assert_allclose(gradient, [[3.0, 12.0, 27.0]], rtol=1e-9)
    np.testing.assert_array_equal(x, [[1.0, -2.0, 3.0]])
