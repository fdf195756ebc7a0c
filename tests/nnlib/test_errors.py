"""Every mistake a student makes early: which exception it raises, and that the message says expected and received."""

import re

import numpy as np
import pytest
from nnlib_cases import LOSSES, MODULES, make_loss, make_module

import nnlib
from nnlib import (
    SGD,
    Adam,
    BCEWithLogitsLoss,
    CrossEntropyLoss,
    Dropout,
    Flatten,
    Linear,
    Loss,
    Module,
    MSELoss,
    Optimizer,
    Parameter,
    Sequential,
    Tanh,
    accuracy,
    batches,
    check_gradients,
    confusion_matrix,
    fit,
    gate,
    moons,
    numerical_gradient,
    spirals,
    split,
    standardise,
)


def rng():
    return np.random.default_rng(0)


def linear(**kwargs):
    return Linear(3, 2, rng=rng(), **kwargs)


def after_forward(module, shape, grad_shape):
    """Return a call of backward with a gradient of some shape, after a forward pass."""
    module(np.ones(shape))
    return lambda: module.backward(np.ones(grad_shape))


def fit_with(**changes):
    model = linear()
    arguments = {"X": np.ones((4, 3)), "y": np.ones((4, 2)), "epochs": 2, "rng": rng()} | changes
    return fit(model, MSELoss(), SGD(model.parameters(), lr=0.1), arguments.pop("X"), arguments.pop("y"), **arguments)


def mixed_dtypes():
    return [Parameter(np.ones(2)), Parameter(np.ones(2, np.float32))]


# what is tried: (call, exception, the words that say expected and received)
MISTAKES = {
    # shapes
    "Linear: too many features": (
        lambda: linear()(np.ones((4, 2))),
        ValueError,
        "expected x of shape (batch, 3), got (4, 2)",
    ),
    "Linear: one sample without its axis": (
        lambda: linear()(np.ones(3)),
        ValueError,
        "expected x of shape (batch, 3), got (3,)",
    ),
    "Linear: pictures": (
        lambda: linear()(np.ones((4, 3, 3))),
        ValueError,
        "expected x of shape (batch, 3), got (4, 3, 3)",
    ),
    "Linear.backward: the input's shape": (
        after_forward(linear(), (4, 3), (4, 3)),
        ValueError,
        "Linear: expected grad_output of shape (4, 2), got (4, 3)",
    ),
    "Linear.backward: another batch": (
        after_forward(linear(), (4, 3), (1, 2)),
        ValueError,
        "Linear: expected grad_output of shape (4, 2), got (1, 2)",
    ),
    "Flatten.backward: another size": (
        after_forward(Flatten(), (4, 2, 3), (4, 5)),
        ValueError,
        "size 20 into shape (4,2,3)",
    ),
    "Linear: no outputs": (
        lambda: Linear(3, 0, rng=rng()),
        ValueError,
        "expected at least one input and output, got 3 and 0",
    ),
    "Linear: no inputs": (
        lambda: Linear(0, 3, rng=rng()),
        ValueError,
        "expected at least one input and output, got 0 and 3",
    ),
    "Parameter.data: another shape": (
        lambda: setattr(Parameter([1.0, 2.0]), "data", [[1.0, 2.0]]),
        ValueError,
        "Parameter.data: expected shape (2,), got (1, 2)",
    ),
    "Parameter.grad: a number": (
        lambda: setattr(Parameter([1.0, 2.0]), "grad", 0.0),
        ValueError,
        "Parameter.grad: expected shape (2,), got ()",
    ),
    "MSELoss: (n,) against (n, 1)": (
        lambda: MSELoss()(np.ones((4, 1)), np.ones(4)),
        ValueError,
        "MSELoss: expected a target of the shape of the predictions, (4, 1), got (4,)",
    ),
    "BCEWithLogitsLoss: (n,) against (n, 1)": (
        lambda: BCEWithLogitsLoss()(np.ones((4, 1)), np.ones(4)),
        ValueError,
        "BCEWithLogitsLoss: expected a target of the shape of the predictions, (4, 1), got (4,)",
    ),
    "CrossEntropyLoss: labels of shape (n, 1)": (
        lambda: CrossEntropyLoss()(np.ones((4, 3)), np.ones((4, 1), int)),
        ValueError,
        "expected logits (batch, classes) and labels (batch,), got (4, 3) and (4, 1)",
    ),
    "CrossEntropyLoss: another batch": (
        lambda: CrossEntropyLoss()(np.ones((4, 3)), np.ones(3, int)),
        ValueError,
        "got (4, 3) and (3,)",
    ),
    "CrossEntropyLoss: one sample": (
        lambda: CrossEntropyLoss()(np.ones(3), np.ones(3, int)),
        ValueError,
        "got (3,) and (3,)",
    ),
    "accuracy": (
        lambda: accuracy(np.ones((4, 3)), np.ones(3, int)),
        ValueError,
        "expected scores (batch, classes) with labels (batch,), or equal shapes; got (4, 3) and (3,)",
    ),
    "accuracy: (n, 1) against (n,)": (
        lambda: accuracy(np.ones((4, 1)), np.ones(4, int)),
        ValueError,
        "or equal shapes; got (4, 1) and (4,)",
    ),
    "confusion_matrix: another length": (
        lambda: confusion_matrix(np.ones(3, int), np.ones(4, int)),
        ValueError,
        "expected two arrays of shape (n,), got (3,), (4,)",
    ),
    "confusion_matrix: columns": (
        lambda: confusion_matrix(np.ones((3, 1), int), np.ones((3, 1), int)),
        ValueError,
        "expected two arrays of shape (n,), got (3, 1), (3, 1)",
    ),
    "standardise: one column": (lambda: standardise(np.ones(3)), ValueError, "expected (samples, 3), got (3,)"),
    "standardise: other features": (
        lambda: standardise(np.ones((4, 3)), np.ones((4, 2))),
        ValueError,
        "expected (samples, 3), got (4, 2)",
    ),
    "split: lengths": (
        lambda: split(np.ones((4, 2)), np.ones(3), rng=rng()),
        ValueError,
        "expected as many targets as samples, got 3 and 4",
    ),
    "batches: lengths": (
        lambda: list(batches(np.ones((4, 2)), np.ones(3), 2, rng=rng())),
        ValueError,
        "expected as many targets as samples, got 3 and 4",
    ),
    "fit: lengths": (
        lambda: fit_with(y=np.ones((3, 2))),
        ValueError,
        "expected as many targets as samples, got 3 and 4",
    ),
    # targets
    "CrossEntropyLoss: label too large": (
        lambda: CrossEntropyLoss()(np.ones((2, 3)), np.array([0, 3])),
        ValueError,
        "expected labels in 0 ... 2, got 0 to 3",
    ),
    "CrossEntropyLoss: negative label": (
        lambda: CrossEntropyLoss()(np.ones((2, 3)), np.array([-1, 2])),
        ValueError,
        "expected labels in 0 ... 2, got -1 to 2",
    ),
    "CrossEntropyLoss: float labels": (
        lambda: CrossEntropyLoss()(np.ones((2, 3)), np.array([0.0, 1.0])),
        TypeError,
        "expected whole-number labels, got dtype float64",
    ),
    "CrossEntropyLoss: truth values": (
        lambda: CrossEntropyLoss()(np.ones((2, 3)), np.array([True, False])),
        TypeError,
        "expected whole-number labels, got dtype bool",
    ),
    "BCEWithLogitsLoss: target above 1": (
        lambda: BCEWithLogitsLoss()(np.ones((2, 1)), np.array([[0], [2]])),
        ValueError,
        "expected targets in [0, 1], got 0.0 to 2.0",
    ),
    "BCEWithLogitsLoss: -1 for no": (
        lambda: BCEWithLogitsLoss()(np.ones((2, 1)), np.array([[-1.0], [1.0]])),
        ValueError,
        "expected targets in [0, 1], got -1.0 to 1.0",
    ),
    "confusion_matrix: too few classes": (
        lambda: confusion_matrix(np.array([0, 2]), np.array([0, 1]), classes=2),
        ValueError,
        "expected classes in 0 ... 1, got 0 to 2",
    ),
    "confusion_matrix: negative class": (
        lambda: confusion_matrix(np.array([0, -1]), np.array([0, 1])),
        ValueError,
        "expected classes in 0 ... 1, got -1 to 1",
    ),
    "gate: unknown": (lambda: gate("and"), ValueError, "expected one of AND, OR, NAND, NOR, XOR, got 'and'"),
    # order of calls, kinds of arguments
    "Loss.backward before the call": (
        lambda: MSELoss().backward(),
        RuntimeError,
        "MSELoss.backward: expected a call of the loss before it, got none",
    ),
    "Sequential: class for instance": (
        lambda: Sequential(linear(), Tanh),
        TypeError,
        "expected modules, got type at position 1: did you mean to call it?",
    ),
    "Sequential: a function": (
        lambda: Sequential(nnlib.tanh),
        TypeError,
        "expected modules, got function at position 0",
    ),
    "Sequential: a list": (lambda: Sequential([linear()]), TypeError, "expected modules, got list at position 0"),
    "Sequential: nothing": (lambda: Sequential(), ValueError, "expected at least one module, got none"),
    "Module without forward": (lambda: Module()(1), NotImplementedError, "Module does not define forward(x)"),
    "Module without backward": (
        lambda: Module().backward(1),
        NotImplementedError,
        "Module does not define backward(grad_output)",
    ),
    "Loss without a formula": (
        lambda: Loss()(1, 2),
        NotImplementedError,
        "Loss does not define __call__(prediction, target)",
    ),
    "Optimizer without a formula": (
        lambda: Optimizer([Parameter([1.0])], lr=1.0).step(),
        NotImplementedError,
        "Optimizer does not define _update()",
    ),
    # optimisers
    "no parameters": (lambda: SGD([], lr=0.1), ValueError, "SGD: expected at least one parameter, got none"),
    "no parameters in the model": (
        lambda: Adam(Tanh().parameters()),
        ValueError,
        "Adam: expected at least one parameter, got none",
    ),
    "the model for its parameters": (
        lambda: SGD(Sequential(linear()), lr=0.1),
        TypeError,
        "SGD: expected parameters, such as model.parameters(), got Linear",
    ),
    "arrays for parameters": (
        lambda: Adam(p.data for p in linear().parameters()),
        TypeError,
        "Adam: expected parameters, such as model.parameters(), got ndarray",
    ),
    "mixed dtypes": (
        lambda: SGD(mixed_dtypes(), lr=0.1),
        ValueError,
        "SGD: expected parameters of one dtype, got float32, float64",
    ),
    "lr 0": (lambda: SGD(linear().parameters(), lr=0), ValueError, "SGD: expected lr > 0, got 0"),
    "lr negative": (lambda: Adam(linear().parameters(), lr=-0.1), ValueError, "Adam: expected lr > 0, got -0.1"),
    "lr nan": (lambda: Adam(linear().parameters(), lr=np.nan), ValueError, "Adam: expected lr > 0, got nan"),
    "momentum 1": (
        lambda: SGD(linear().parameters(), lr=0.1, momentum=1.0),
        ValueError,
        "SGD: expected 0 <= momentum < 1, got 1.0",
    ),
    "momentum negative": (
        lambda: SGD(linear().parameters(), lr=0.1, momentum=-0.1),
        ValueError,
        "SGD: expected 0 <= momentum < 1, got -0.1",
    ),
    "weight decay negative": (
        lambda: SGD(linear().parameters(), lr=0.1, weight_decay=-1),
        ValueError,
        "SGD: expected weight_decay >= 0, got -1",
    ),
    "beta 1 is 1": (
        lambda: Adam(linear().parameters(), betas=(1.0, 0.9)),
        ValueError,
        "Adam: expected both betas in [0, 1), got (1.0, 0.9)",
    ),
    "beta 2 negative": (
        lambda: Adam(linear().parameters(), betas=(0.9, -0.1)),
        ValueError,
        "Adam: expected both betas in [0, 1), got (0.9, -0.1)",
    ),
    # other numbers
    "Dropout(1)": (lambda: Dropout(1.0, rng=rng()), ValueError, "Dropout: expected 0 <= p < 1, got 1.0"),
    "Dropout(-0.5)": (lambda: Dropout(-0.5, rng=rng()), ValueError, "Dropout: expected 0 <= p < 1, got -0.5"),
    "batches of 0": (
        lambda: list(batches(np.ones(3), np.ones(3), 0, rng=rng())),
        ValueError,
        "batches: expected batch_size >= 1, got 0",
    ),
    "split: nothing left": (
        lambda: split(np.ones(4), np.ones(4), test_fraction=1.0, rng=rng()),
        ValueError,
        "expected a fraction that leaves two parts, got 1.0 of 4 samples",
    ),
    "split: nothing set aside": (
        lambda: split(np.ones(4), np.ones(4), test_fraction=0.01, rng=rng()),
        ValueError,
        "expected a fraction that leaves two parts, got 0.01 of 4 samples",
    ),
    "fit: no epochs": (lambda: fit_with(epochs=0), ValueError, "fit: expected epochs >= 1, got 0"),
    "fit: batches of 0": (lambda: fit_with(batch_size=0), ValueError, "expected batch_size >= 1, got 0"),
    "fit: patience 0": (
        lambda: fit_with(patience=0, validation=(np.ones((4, 3)), np.ones((4, 2)))),
        ValueError,
        "fit: expected patience >= 1, got 0",
    ),
    "fit: patience without validation": (
        lambda: fit_with(patience=2),
        ValueError,
        "fit: expected validation=(X, y) beside patience or metric, got none",
    ),
    "fit: metric without validation": (
        lambda: fit_with(metric=accuracy),
        ValueError,
        "fit: expected validation=(X, y) beside patience or metric, got none",
    ),
    # gradient checks
    "numerical_gradient in float32": (
        lambda: numerical_gradient(np.sum, np.ones(3, np.float32)),
        TypeError,
        "expected x as an array of float64, got float32",
    ),
    "numerical_gradient of a list": (
        lambda: numerical_gradient(np.sum, [1.0]),
        TypeError,
        "expected x as an array of float64, got <class 'list'>",
    ),
    "check_gradients in float32": (
        lambda: check_gradients(linear(dtype=np.float32), np.ones((4, 3)), rng=rng()),
        TypeError,
        "expected x as an array of float64, got float32",
    ),
    "check_gradients of whole numbers": (
        lambda: check_gradients(Tanh(), np.array([[1, 2]]), rng=rng()),
        TypeError,
        "expected x as an array of float64, got int64",
    ),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_mistake(mistake):
    call, exception, words = MISTAKES[mistake]
    with pytest.raises(exception, match=re.escape(words)) as caught:
        call()
    assert caught.type is exception


# ------------------------------------------------------------------------------------- a forgotten rng

NEEDS_RNG = {
    "Linear": lambda **rng: Linear(3, 2, **rng),
    "Dropout": lambda **rng: Dropout(0.5, **rng),
    "xavier_uniform": lambda **rng: nnlib.xavier_uniform(3, 2, **rng),
    "xavier_normal": lambda **rng: nnlib.xavier_normal(3, 2, **rng),
    "he_uniform": lambda **rng: nnlib.he_uniform(3, 2, **rng),
    "he_normal": lambda **rng: nnlib.he_normal(3, 2, **rng),
    "moons": lambda **rng: moons(8, **rng),
    "spirals": lambda **rng: spirals(9, **rng),
    "split": lambda **rng: split(np.ones(4), np.ones(4), **rng),
    "batches": lambda **rng: list(batches(np.ones(4), np.ones(4), 2, **rng)),
    "check_gradients": lambda **rng: check_gradients(Tanh(), np.ones((2, 2)), **rng),
    "fit": lambda **rng: fit(
        linear(), MSELoss(), SGD([Parameter([1.0])], lr=1.0), np.ones(2), np.ones(2), epochs=1, **rng
    ),
}


@pytest.mark.parametrize("name", NEEDS_RNG)
def test_rng_is_required(name):
    with pytest.raises(TypeError, match=r"missing 1 required keyword-only argument: 'rng'"):
        NEEDS_RNG[name]()


@pytest.mark.parametrize(
    ("wrong", "got"),
    [(42, "int; write rng=np.random.default_rng(42)"), (None, "NoneType"), (np.random, "module"), ("seed", "str")],
    ids=["seed", "None", "np.random", "str"],
)
@pytest.mark.parametrize("name", NEEDS_RNG)
def test_rng_must_be_a_generator(name, wrong, got):
    words = f"{name}: expected rng to be a numpy.random.Generator, got {got}"
    with pytest.raises(TypeError, match=re.escape(words)):
        NEEDS_RNG[name](rng=wrong)


# ------------------------------------------------------------------------------------ backward's demands


@pytest.mark.parametrize("name", MODULES)
def test_backward_before_forward(name):
    module, _ = make_module(name)
    with pytest.raises(RuntimeError, match=r"\w+\.backward: expected a forward pass before it, got none"):
        module.backward(np.ones((5, 4)))


@pytest.mark.parametrize("name", LOSSES)
def test_loss_backward_before_call(name):
    loss_fn, prediction, target = make_loss(name)
    with pytest.raises(RuntimeError, match=rf"{type(loss_fn).__name__}\.backward: expected a call of the loss before"):
        loss_fn.backward()
    loss_fn(prediction, target)
    loss_fn.backward()


@pytest.mark.parametrize(
    "name", ["Step", "Sigmoid", "Tanh", "ReLU", "LeakyReLU", "Dropout in training", "Dropout in use"]
)
@pytest.mark.parametrize("shape", [(3,), (5, 1), (1, 3), (5, 3, 1), ()], ids=str)
def test_gradient_that_would_broadcast(name, shape):
    """NumPy would stretch each of these to some larger shape without a word."""
    module, x = make_module(name)
    module(x)
    words = f"{type(module).__name__}: expected grad_output of shape (5, 3), got {shape}"
    with pytest.raises(ValueError, match=re.escape(words)):
        module.backward(np.ones(shape))


# ---------------------------------------------------------------------------------------- state_dict


@pytest.mark.parametrize(
    ("change", "exception", "words"),
    [
        (
            lambda state: state.pop("bias"),
            KeyError,
            "expected the names ['bias', 'weight']; missing ['bias'], unexpected []",
        ),
        (lambda state: state.update(scale=1.0), KeyError, "missing [], unexpected ['scale']"),
        (lambda state: state.update(bias=np.zeros(3)), ValueError, "bias: expected shape (2,), got (3,)"),
        (lambda state: state.update(weight=np.zeros((2, 3))), ValueError, "weight: expected shape (3, 2), got (2, 3)"),
        (lambda state: state.update(weight=1.0), ValueError, "weight: expected shape (3, 2), got ()"),
    ],
    ids=["missing", "unexpected", "bias shape", "transposed", "number"],
)
def test_wrong_state_changes_nothing(change, exception, words):
    layer = linear()
    before = layer.state_dict()
    state = {name: value + 1 for name, value in before.items()}
    change(state)
    with pytest.raises(exception) as caught:
        layer.load_state_dict(state)
    assert words in caught.value.args[0]
    for name, value in layer.state_dict().items():
        np.testing.assert_array_equal(value, before[name])


# ---------------------------------------------------------------------------------------- optimisers


def test_older_optimiser_refuses_to_step():
    layer = linear()
    older, newer = SGD(layer.parameters(), lr=0.1), Adam(layer.parameters())
    before = layer.state_dict()
    with pytest.raises(RuntimeError, match=r"SGD\.step: expected to hold its parameters alone, got one that a newer"):
        older.step()
    np.testing.assert_array_equal(layer.weight.data, before["weight"])
    layer.weight.grad += 1
    newer.step()
    assert (layer.weight.data != before["weight"]).all()


def test_older_optimiser_refuses_even_one_shared_parameter():
    layer = linear()
    older = SGD(layer.parameters(), lr=0.1)
    SGD([layer.bias], lr=0.1)
    with pytest.raises(RuntimeError, match="use the newest"):
        older.step()


def test_refused_parameters_keep_their_memory():
    """A constructor that fails leaves the optimiser before it in charge."""
    layer = linear()
    optimizer = SGD(layer.parameters(), lr=0.1)
    for wrong in (
        lambda: SGD(layer.parameters(), lr=-1),
        lambda: SGD(layer.parameters(), lr=1, momentum=2),
        lambda: Adam([*layer.parameters(), Parameter(np.ones(2, np.float32))]),
    ):
        with pytest.raises(ValueError, match="expected"):
            wrong()
    optimizer.step()


# --------------------------------------------------------------------------------------- NaN in the loss


@pytest.mark.parametrize(
    ("y", "received"),
    [([[np.nan, 0.0]] * 4, "nan"), ([[np.inf, 0.0]] * 4, "inf")],
    ids=["nan", "inf"],
)
def test_loss_that_is_not_finite(y, received):
    words = f"fit: expected a finite loss, got {received} in epoch 0; a smaller learning rate"
    with np.errstate(invalid="ignore"), pytest.raises(FloatingPointError, match=words):
        fit_with(y=np.array(y))


def test_divergence_names_its_epoch():
    model = linear()
    with np.errstate(all="ignore"), pytest.raises(FloatingPointError) as caught:
        fit(model, MSELoss(), SGD(model.parameters(), lr=1e30), np.ones((4, 3)), np.ones((4, 2)), epochs=99, rng=rng())
    epoch = int(re.search(r"in epoch (\d+)", str(caught.value))[1])
    assert 1 < epoch < 20


def test_a_layer_without_input_gradient_stands_first_or_nowhere():
    rng = np.random.default_rng(0)
    with pytest.raises(ValueError, match="expected input_grad=False on the first layer alone, got it at position 1"):
        Sequential(Linear(2, 3, rng=rng), Linear(3, 1, rng=rng, input_grad=False))


def test_the_same_module_twice_is_refused():
    layer = Linear(2, 2, rng=np.random.default_rng(0))
    with pytest.raises(ValueError, match="expected each module once, got the same one twice"):
        Sequential(layer, layer)
