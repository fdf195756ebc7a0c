"""The same numbers as torch: a hundred steps of training, and losses at logits where naive formulas break."""

import numpy as np
import pytest

import nnlib
from nnlib import SGD, Adam, Linear, ReLU, Sequential, Tanh, batches

torch = pytest.importorskip("torch")
torch.set_num_threads(1)  # arrays this small only lose by sharing

OPTIMISERS = {
    "SGD": (
        lambda p: SGD(p, lr=0.1),
        lambda p: torch.optim.SGD(p, lr=0.1),
    ),
    "SGD with momentum and weight decay": (
        lambda p: SGD(p, lr=0.05, momentum=0.9, weight_decay=0.01),
        lambda p: torch.optim.SGD(p, lr=0.05, momentum=0.9, weight_decay=0.01),
    ),
    "Adam": (
        lambda p: Adam(p, lr=0.01),
        lambda p: torch.optim.Adam(p, lr=0.01),
    ),
    "Adam with other betas": (
        lambda p: Adam(p, lr=0.01, betas=(0.5, 0.8), eps=1e-6),
        lambda p: torch.optim.Adam(p, lr=0.01, betas=(0.5, 0.8), eps=1e-6),
    ),
}

LOSSES = {
    "MSE": (nnlib.MSELoss, torch.nn.MSELoss, lambda rng, n: rng.standard_normal((n, 2))),
    "BCE": (nnlib.BCEWithLogitsLoss, torch.nn.BCEWithLogitsLoss, lambda rng, n: rng.integers(0, 2, (n, 2)) * 1.0),
    "CE": (nnlib.CrossEntropyLoss, torch.nn.CrossEntropyLoss, lambda rng, n: rng.integers(0, 2, n)),
}


def train_both(loss, optimiser, dtype, activation, steps=100):
    """Train two networks of equal weights on equal batches; return losses and parameters of both."""
    rng = np.random.default_rng(7)
    bend, torch_bend = {"tanh": (Tanh, torch.nn.Tanh), "relu": (ReLU, torch.nn.ReLU)}[activation]
    make_loss, make_torch_loss, make_target = LOSSES[loss]
    make_optimiser, make_torch_optimiser = OPTIMISERS[optimiser]

    X, y = rng.standard_normal((22, 3)).astype(dtype), make_target(rng, 22)
    y = y.astype(dtype) if y.dtype.kind == "f" else y
    order = []
    while len(order) < steps:
        order += batches(X, y, 5, rng=rng)  # the last batch of each epoch has two samples

    model = Sequential(Linear(3, 7, rng=rng, dtype=dtype), bend(), Linear(7, 2, rng=rng, dtype=dtype))
    theirs = torch.nn.Sequential(torch.nn.Linear(3, 7), torch_bend(), torch.nn.Linear(7, 2))
    theirs = theirs.to(torch.float64 if dtype == np.float64 else torch.float32)
    with torch.no_grad():
        for i in (0, 2):
            theirs[i].weight.copy_(torch.from_numpy(model[i].weight.data.T.copy()))
            theirs[i].bias.copy_(torch.from_numpy(model[i].bias.data.copy()))

    loss_fn, torch_loss_fn = make_loss(), make_torch_loss()
    optimizer, torch_optimizer = make_optimiser(model.parameters()), make_torch_optimiser(theirs.parameters())
    losses, torch_losses = [], []
    for x_batch, y_batch in order[:steps]:
        losses.append(loss_fn(model(x_batch), y_batch))
        optimizer.zero_grad()
        model.backward(loss_fn.backward())
        optimizer.step()

        torch_loss = torch_loss_fn(theirs(torch.from_numpy(x_batch)), torch.from_numpy(y_batch))
        torch_optimizer.zero_grad()
        torch_loss.backward()
        torch_optimizer.step()
        torch_losses.append(torch_loss.item())

    ours = [parameter.data for parameter in model.parameters()]
    torchs = [parameter.detach().numpy() for parameter in theirs.parameters()]
    return losses, torch_losses, ours, [p.T if p.ndim == 2 else p for p in torchs]


@pytest.mark.parametrize("optimiser", OPTIMISERS)
@pytest.mark.parametrize("loss", LOSSES)
@pytest.mark.parametrize(
    ("dtype", "activation", "tolerance"),
    # float32 with tanh only: a ReLU unit near 0 may switch differently, even between two runs of torch
    [(np.float64, "tanh", 1e-12), (np.float64, "relu", 1e-12), (np.float32, "tanh", 1e-6)],
    ids=["float64-tanh", "float64-relu", "float32-tanh"],
)
def test_hundred_steps(loss, optimiser, dtype, activation, tolerance):
    losses, torch_losses, parameters, torch_parameters = train_both(loss, optimiser, dtype, activation)
    assert losses[-1] != losses[0]
    np.testing.assert_allclose(losses, torch_losses, rtol=0, atol=tolerance)
    for ours, theirs in zip(parameters, torch_parameters, strict=True):
        assert ours.dtype == dtype
        np.testing.assert_allclose(ours, theirs, rtol=0, atol=tolerance)


# ------------------------------------------------------------------------------------------ extreme logits

EXTREME = np.array([-1e4, -1000.0, -745.0, -89.0, -30.0, -1.0, -1e-8, 0.0, 0.5, 17.0, 40.0, 710.0, 1e4])


def rows(dtype):
    """Return a batch of 40 rows of 5 logits, every size from 1e-8 to 1e4, and rows of equal ones."""
    rng = np.random.default_rng(2)
    logits = rng.choice(EXTREME, size=(40, 5))
    logits[0], logits[1], logits[2] = 1e4, -1e4, [1e4, -1e4, 0, 1e4, -1e4]
    return logits.astype(dtype)


@pytest.fixture
def strict():
    """Turn overflow, division by zero and invalid values into errors.

    Underflow is left alone: exp(-10000) *is* 0 to within 1e-4343, and NumPy does not warn of it either.
    """
    with np.errstate(all="raise", under="ignore"):
        yield


TOLERANCE = {np.float64: {"rtol": 1e-13, "atol": 1e-15}, np.float32: {"rtol": 2e-6, "atol": 1e-7}}


@pytest.mark.usefixtures("strict")
@pytest.mark.parametrize("dtype", TOLERANCE)
@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (nnlib.softmax, lambda z: torch.softmax(z, dim=-1)),
        (nnlib.log_softmax, lambda z: torch.log_softmax(z, dim=-1)),
        (nnlib.sigmoid, torch.sigmoid),
        (nnlib.tanh, torch.tanh),
        (nnlib.relu, torch.relu),
        (nnlib.leaky_relu, torch.nn.functional.leaky_relu),
    ],
    ids=["softmax", "log_softmax", "sigmoid", "tanh", "relu", "leaky_relu"],
)
def test_functions_at_extreme_logits(ours, theirs, dtype):
    logits = rows(dtype)
    result = ours(logits)
    assert result.dtype == dtype
    assert np.isfinite(result).all()
    np.testing.assert_allclose(result, theirs(torch.from_numpy(logits)).numpy(), **TOLERANCE[dtype])


@pytest.mark.usefixtures("strict")
@pytest.mark.parametrize("dtype", TOLERANCE)
@pytest.mark.parametrize("module", ["Sigmoid", "Tanh", "ReLU", "LeakyReLU"])
def test_activation_gradients_at_extreme_logits(module, dtype):
    logits = rows(dtype)
    logits[logits == 0] = 1  # off the kink, where conventions may differ
    upstream = np.random.default_rng(3).standard_normal(logits.shape).astype(dtype)
    activation = getattr(nnlib, module)()
    activation(logits)
    z = torch.from_numpy(logits).requires_grad_()
    getattr(torch.nn, module)()(z).backward(torch.from_numpy(upstream))
    np.testing.assert_allclose(activation.backward(upstream), z.grad.numpy(), **TOLERANCE[dtype])


@pytest.mark.usefixtures("strict")
@pytest.mark.parametrize("dtype", TOLERANCE)
@pytest.mark.parametrize("target", ["zeros", "ones", "mixed", "soft"])
def test_bce_at_extreme_logits(target, dtype):
    logits, rng = rows(dtype), np.random.default_rng(3)
    y = {
        "zeros": np.zeros(logits.shape),
        "ones": np.ones(logits.shape),
        "mixed": rng.integers(0, 2, logits.shape),
        "soft": rng.random(logits.shape),
    }[target].astype(dtype)
    loss_fn = nnlib.BCEWithLogitsLoss()
    z = torch.from_numpy(logits).requires_grad_()
    expected = torch.nn.functional.binary_cross_entropy_with_logits(z, torch.from_numpy(y))
    expected.backward()
    assert loss_fn(logits, y) == pytest.approx(expected.item(), rel=1e-12 if dtype == np.float64 else 1e-6)
    gradient = loss_fn.backward()
    assert gradient.dtype == dtype
    np.testing.assert_allclose(gradient, z.grad.numpy(), **TOLERANCE[dtype])


@pytest.mark.usefixtures("strict")
@pytest.mark.parametrize("dtype", TOLERANCE)
@pytest.mark.parametrize("label", ["likeliest", "unlikeliest", "random"])
def test_cross_entropy_at_extreme_logits(label, dtype):
    logits = rows(dtype)
    labels = {
        "likeliest": logits.argmax(axis=1),
        "unlikeliest": logits.argmin(axis=1),
        "random": np.random.default_rng(3).integers(0, 5, len(logits)),
    }[label]
    loss_fn = nnlib.CrossEntropyLoss()
    z = torch.from_numpy(logits).requires_grad_()
    expected = torch.nn.functional.cross_entropy(z, torch.from_numpy(labels))
    expected.backward()
    assert loss_fn(logits, labels) == pytest.approx(expected.item(), rel=1e-12 if dtype == np.float64 else 1e-6)
    gradient = loss_fn.backward()
    assert gradient.dtype == dtype
    np.testing.assert_allclose(gradient, z.grad.numpy(), **TOLERANCE[dtype])
