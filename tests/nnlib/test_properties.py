"""What must hold for every input: shapes, dtypes, symmetries, reproducibility, ownership of arrays."""

import io
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from nnlib_cases import LOSSES, MODULES, make_loss, make_module

import nnlib
from nnlib import (
    SGD,
    Adam,
    BCEWithLogitsLoss,
    CrossEntropyLoss,
    Dropout,
    Linear,
    MSELoss,
    Parameter,
    ReLU,
    Sequential,
    Tanh,
    batches,
    fit,
    predict,
)

FUNCTIONS = ["step", "sigmoid", "tanh", "relu", "leaky_relu", "softmax", "log_softmax"]
DTYPES = [np.float32, np.float64]
sizes, seeds, dtypes = st.integers(1, 6), st.integers(0, 2**32 - 1), st.sampled_from(DTYPES)
logits = arrays(np.float64, st.tuples(sizes, sizes), elements=st.floats(-1e4, 1e4))

# ------------------------------------------------------------------------------------- shapes and dtypes


@given(batch=sizes, inputs=sizes, hidden=sizes, outputs=sizes, seed=seeds, dtype=dtypes)
def test_network_shapes(batch, inputs, hidden, outputs, seed, dtype):
    rng = np.random.default_rng(seed)
    model = Sequential(
        Linear(inputs, hidden, rng=rng, dtype=dtype), ReLU(), Linear(hidden, outputs, rng=rng, dtype=dtype)
    )
    x = rng.standard_normal((batch, inputs)).astype(dtype)
    y = model(x)
    grad_input = model.backward(rng.standard_normal((batch, outputs)).astype(dtype))
    assert (y.shape, y.dtype) == ((batch, outputs), dtype)
    assert (grad_input.shape, grad_input.dtype) == (x.shape, dtype)
    assert sum(parameter.size for parameter in model.parameters()) == (inputs + 1) * hidden + (hidden + 1) * outputs
    for parameter in model.parameters():
        assert (parameter.grad.shape, parameter.grad.dtype) == (parameter.shape, dtype)


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("name", MODULES)
def test_every_module_keeps_the_dtype(name, dtype):
    module, x = make_module(name, dtype=dtype)
    y = module(x)
    grad_input = module.backward(np.ones_like(y))
    assert y.dtype == dtype
    if "without input gradient" in name:
        assert grad_input is None
    else:
        assert (grad_input.shape, grad_input.dtype) == (x.shape, dtype)
    for parameter in module.parameters():
        assert parameter.data.dtype == parameter.grad.dtype == dtype
        assert parameter.grad.any()


@pytest.mark.parametrize("target_dtype", [np.float32, np.float64, int])
@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("name", LOSSES)
def test_every_loss_gradient_has_the_dtype_of_the_predictions(name, dtype, target_dtype):
    loss_fn, prediction, target = make_loss(name, dtype=dtype)
    if target.dtype.kind == "f":
        target = target.astype(target_dtype)
    assert type(loss_fn(prediction, target)) is float
    gradient = loss_fn.backward()
    assert (gradient.shape, gradient.dtype) == (prediction.shape, dtype)


@pytest.mark.parametrize("name", LOSSES)
def test_whole_number_predictions_are_numbers_too(name):
    loss_fn, _, target = make_loss(name)
    whole = np.arange(15).reshape(5, 3) % 4 - 1
    expected = (loss_fn(whole.astype(float), target), loss_fn.backward())
    assert loss_fn(whole, target) == expected[0]
    np.testing.assert_array_equal(loss_fn.backward(), expected[1])


@pytest.mark.parametrize("name", FUNCTIONS)
def test_functions_keep_the_dtype(name):
    function = getattr(nnlib, name)
    z = np.array([[-2, 0, 3], [1, 5, -1]])
    expected = function(z.astype(float))
    assert expected.dtype == np.float64
    assert function(z.astype(np.float32)).dtype == np.float32
    assert function(z).dtype == np.float64  # whole numbers
    np.testing.assert_array_equal(function(z), expected)
    np.testing.assert_array_equal(function(z.tolist()), expected)
    np.testing.assert_allclose(function(z.astype(np.float32)), expected, rtol=1e-6)


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("step", [0, 1, 1]),  # a neuron fires at exactly 0
        ("sigmoid", [1 / (1 + math.e), 0.5, math.e / (1 + math.e)]),
        ("tanh", [-math.tanh(1), 0, math.tanh(1)]),
        ("relu", [0, 0, 1]),
        ("leaky_relu", [-0.01, 0, 1]),
        ("softmax", [math.exp(k) / (1 / math.e + 1 + math.e) for k in (-1, 0, 1)]),
        ("log_softmax", [k - math.log(1 / math.e + 1 + math.e) for k in (-1, 0, 1)]),
    ],
)
def test_values_around_zero(name, values):
    np.testing.assert_allclose(getattr(nnlib, name)(np.array([-1.0, 0.0, 1.0])), values, rtol=1e-14)


@pytest.mark.parametrize(
    "module", [nnlib.Step(), nnlib.Sigmoid(), Tanh(), ReLU(), nnlib.LeakyReLU(0.1)], ids=lambda module: repr(module)
)
def test_activations_take_whole_numbers(module):
    """A student tries small whole numbers first: no slope may be rounded to 0."""
    z, upstream = np.array([[-2, 3]]), np.array([[10, 20]])
    expected = (module(z.astype(float)), module.backward(upstream.astype(float)))
    np.testing.assert_array_equal(module(z), expected[0])
    np.testing.assert_array_equal(module.backward(upstream), expected[1])


def test_dropout_takes_whole_numbers():
    whole = np.arange(1, 13).reshape(3, 4)
    results = [Dropout(0.5, rng=np.random.default_rng(0))(x) for x in (whole, whole.astype(float))]
    np.testing.assert_array_equal(*results)


@given(p=st.floats(0, 0.9), seed=seeds)
def test_dropout_keeps_or_silences(p, seed):
    dropout = Dropout(p, rng=np.random.default_rng(seed))
    x = np.random.default_rng(seed).uniform(1, 2, (50, 40))
    y = dropout(x)
    kept = y != 0
    np.testing.assert_allclose(y[kept], x[kept] / (1 - p), rtol=1e-12)
    assert abs(kept.mean() - (1 - p)) < 5 * math.sqrt(p * (1 - p) / x.size) + 1e-12  # five standard deviations
    np.testing.assert_array_equal(dropout.backward(np.ones_like(x)) != 0, kept)
    np.testing.assert_array_equal(dropout.eval()(x), x)


@pytest.mark.parametrize("number", [0.01, np.float64(0.01)], ids=["float", "numpy"])
@pytest.mark.parametrize("dtype", DTYPES)
def test_optimisers_keep_the_dtype(dtype, number):
    for make in (
        lambda p: SGD(p, lr=number),
        lambda p: SGD(p, lr=number, momentum=0.9, weight_decay=number),
        lambda p: Adam(p, lr=number),
    ):
        weight = Parameter(np.ones((2, 3), dtype))
        optimizer = make([weight])
        for _ in range(3):
            optimizer.zero_grad()
            weight.grad += np.arange(6.0).reshape(2, 3)
            optimizer.step()
        state = [value for value in vars(optimizer).values() if isinstance(value, np.ndarray)]
        assert {array.dtype for array in state} == {np.dtype(dtype)}
        assert weight.data.dtype == weight.grad.dtype == dtype
        assert (weight.data != 1).sum() >= 5


def test_float32_stays_float32_through_fit():
    """Also with targets in float64, as the data functions return them."""
    rng = np.random.default_rng(0)
    X, y = nnlib.moons(40, rng=rng)
    X = X.astype(np.float32)
    model = Sequential(
        Linear(2, 4, rng=rng, dtype=np.float32), Tanh(), Dropout(0.1, rng=rng), Linear(4, 1, rng=rng, dtype=np.float32)
    )
    for loss_fn in (MSELoss(), BCEWithLogitsLoss()):
        fit(model, loss_fn, Adam(model.parameters()), X, y, epochs=3, rng=rng, batch_size=16)
        assert loss_fn.backward().dtype == np.float32
        assert predict(model, X).dtype == np.float32
        assert {array.dtype for array in model.state_dict().values()} == {np.dtype(np.float32)}


def test_parameter_turns_whole_numbers_into_floats():
    source = np.array([1, 2])
    weight = Parameter(source)
    weight.data += 0.5
    assert weight.data.dtype == weight.grad.dtype == np.float64
    np.testing.assert_array_equal(source, [1, 2])
    assert Parameter(np.float32([1])).data.dtype == np.float32


@pytest.mark.parametrize(
    ("init", "variance"),
    [
        (nnlib.xavier_uniform, 2 / 500),
        (nnlib.xavier_normal, 2 / 500),
        (nnlib.he_uniform, 2 / 300),
        (nnlib.he_normal, 2 / 300),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_init_has_its_variance(init, variance):
    weight = init(300, 200, rng=np.random.default_rng(0))
    assert (weight.shape, weight.dtype) == ((300, 200), np.float64)
    assert weight.var() == pytest.approx(variance, rel=0.03)  # 60,000 draws
    assert abs(weight.mean()) < 5 * math.sqrt(variance / weight.size)
    limit = math.sqrt(3 * variance)
    assert (np.abs(weight).max() <= limit) == ("uniform" in init.__name__)


# ------------------------------------------------------------------------------------------- symmetries


@given(z=logits, shift=st.floats(-1e4, 1e4))
def test_softmax_is_translation_invariant(z, shift):
    # adding the shift rounds each logit by up to 2e-12, which is the relative change of a probability
    np.testing.assert_allclose(nnlib.softmax(z + shift), nnlib.softmax(z), rtol=1e-11, atol=1e-15)
    np.testing.assert_allclose(nnlib.log_softmax(z + shift), nnlib.log_softmax(z), rtol=1e-11, atol=1e-11)


@given(z=logits)
def test_softmax_is_a_distribution(z):
    p = nnlib.softmax(z)
    assert p.shape == z.shape
    assert (p >= 0).all()
    np.testing.assert_allclose(p.sum(axis=-1), 1, rtol=1e-12)
    np.testing.assert_allclose(np.exp(nnlib.log_softmax(z)), p, rtol=1e-11, atol=1e-300)
    np.testing.assert_array_equal(nnlib.softmax(z.T, axis=0), p.T)
    np.testing.assert_array_equal(nnlib.log_softmax(z.T, axis=0), nnlib.log_softmax(z).T)


@given(z=st.floats(-700, 700))
def test_sigmoid_mirrors(z):
    assert nnlib.sigmoid(z) + nnlib.sigmoid(-z) == pytest.approx(1, abs=1e-15)
    assert nnlib.tanh(z / 2) == pytest.approx(2 * nnlib.sigmoid(z) - 1, abs=1e-14)


@given(seed=seeds, batch=st.integers(1, 8))
def test_permuted_batch(seed, batch):
    rng = np.random.default_rng(seed)
    order = rng.permutation(batch)
    model = Sequential(Linear(3, 5, rng=rng), Tanh(), Linear(5, 2, rng=rng))
    x = rng.standard_normal((batch, 3))
    targets = [
        (MSELoss(), rng.standard_normal((batch, 2))),
        (BCEWithLogitsLoss(), rng.random((batch, 2))),
        (CrossEntropyLoss(), rng.integers(0, 2, batch)),
    ]
    y = model(x)
    np.testing.assert_allclose(model(x[order]), y[order], rtol=1e-12, atol=1e-14)
    for loss_fn, target in targets:
        loss = loss_fn(y, target)
        gradient = loss_fn.backward()
        assert loss_fn(y[order], target[order]) == pytest.approx(loss, rel=1e-12)
        np.testing.assert_allclose(loss_fn.backward(), gradient[order], rtol=1e-12, atol=1e-16)


@given(seed=seeds)
def test_repeated_batch_keeps_the_mean(seed):
    """Seeing every sample twice changes neither the mean loss nor the gradient of a weight."""
    rng = np.random.default_rng(seed)
    layer = Linear(3, 2, rng=rng)
    x, target = rng.standard_normal((4, 3)), rng.integers(0, 2, 4)
    results = []
    for times in (1, 2):
        loss_fn = CrossEntropyLoss()
        layer.zero_grad()
        loss = loss_fn(layer(np.tile(x, (times, 1))), np.tile(target, times))
        layer.backward(loss_fn.backward())
        results.append((loss, layer.weight.grad.copy()))
    assert results[0][0] == pytest.approx(results[1][0], rel=1e-12)
    np.testing.assert_allclose(results[0][1], results[1][1], rtol=1e-10, atol=1e-14)


# -------------------------------------------------------------------------------------- reproducibility


def _train(seed, optimiser):
    rng = np.random.default_rng(seed)
    X, labels = nnlib.spirals(30, rng=rng)
    model = Sequential(Linear(2, 6, rng=rng), Tanh(), Dropout(0.2, rng=rng), Linear(6, 3, rng=rng))
    history = fit(model, CrossEntropyLoss(), optimiser(model.parameters()), X, labels, epochs=4, rng=rng, batch_size=7)
    return history.loss, list(model.state_dict().values())


@given(seed=seeds, optimiser=st.sampled_from([lambda p: SGD(p, lr=0.1, momentum=0.9), lambda p: Adam(p, lr=0.01)]))
def test_same_seed_same_bits(seed, optimiser):
    (losses, weights), (losses_again, weights_again) = _train(seed, optimiser), _train(seed, optimiser)
    assert losses == losses_again
    assert all(map(np.array_equal, weights, weights_again))
    other_losses, other_weights = _train(seed + 1, optimiser)
    assert losses != other_losses
    assert not np.array_equal(weights[0], other_weights[0])


def test_global_seed_changes_nothing():
    """The library has no hidden source of randomness, and leaves NumPy's alone."""
    results = []
    for global_seed in (1, 2):
        np.random.seed(global_seed)  # noqa: NPY002 - to show that it does not matter
        before = np.random.get_state()[1].copy()  # noqa: NPY002
        results.append(_train(0, lambda p: SGD(p, lr=0.1))[1])
        np.testing.assert_array_equal(np.random.get_state()[1], before)  # noqa: NPY002
    assert all(map(np.array_equal, *results))


@given(seed=seeds, name=st.sampled_from([name for name in MODULES if "in training" not in name]), dtype=dtypes)
def test_state_dict_round_trip(seed, name, dtype):
    first, x = make_module(name, seed=seed, dtype=dtype)
    second, _ = make_module(name, seed=seed + 1, dtype=dtype)
    file = io.BytesIO()
    np.savez(file, **first.state_dict())
    file.seek(0)
    with np.load(file) as stored:
        second.load_state_dict(stored)
    assert second.state_dict().keys() == first.state_dict().keys()
    for key, value in second.state_dict().items():
        assert value.dtype == dtype
        np.testing.assert_array_equal(value, first.state_dict()[key])
    np.testing.assert_array_equal(predict(second, x), predict(first, x))


def test_state_dict_round_trip_under_an_optimiser():
    """Loading copies into the optimiser's own memory: the next step starts from the loaded values."""
    layer = Linear(2, 1, rng=np.random.default_rng(0))
    optimizer = SGD(layer.parameters(), lr=1.0)
    layer.load_state_dict({"weight": np.array([[5.0], [6.0]]), "bias": np.array([7.0])})
    optimizer.zero_grad()
    layer.weight.grad += 1
    optimizer.step()
    np.testing.assert_array_equal(optimizer.theta, [4, 5, 7])
    np.testing.assert_array_equal(layer.weight.data, [[4], [5]])


# --------------------------------------------------------------- an array returned once is left alone after


@pytest.mark.parametrize("name", MODULES)
def test_results_are_not_reused_buffers(name):
    module, x = make_module(name)
    kept = []
    for factor in (1.0, 1.5, -2.0):  # equal shapes: a reused buffer would be overwritten
        y = module(factor * x)
        gradient = module.backward(np.full(y.shape, factor))
        prediction = predict(module, factor * x)
        kept += [(a, a.copy()) for a in (y, gradient, prediction, *module.state_dict().values()) if a is not None]
        for parameter in module.parameters():
            parameter.data += 1.0
        module.zero_grad()
    for array, copy in kept:
        np.testing.assert_array_equal(array, copy)
    arrays_alone = [array for array, _ in kept]
    for i, array in enumerate(arrays_alone):
        assert not any(np.shares_memory(array, other) for other in arrays_alone[:i])


@pytest.mark.parametrize("name", LOSSES)
def test_loss_gradients_are_not_reused_buffers(name):
    loss_fn, prediction, target = make_loss(name)
    loss_fn(prediction, target)
    first, again = loss_fn.backward(), loss_fn.backward()
    np.testing.assert_array_equal(first, again)
    kept = first.copy()
    again += 1
    loss_fn(2 * prediction, target)
    assert not np.array_equal(loss_fn.backward(), kept)
    np.testing.assert_array_equal(first, kept)


@pytest.mark.parametrize("name", MODULES)
def test_arguments_are_left_alone(name):
    module, x = make_module(name)
    x_kept = x.copy()
    y = module(x)
    upstream = np.random.default_rng(1).standard_normal(y.shape)
    upstream_kept = upstream.copy()
    module.backward(upstream)
    np.testing.assert_array_equal(x, x_kept)
    np.testing.assert_array_equal(upstream, upstream_kept)


@pytest.mark.parametrize("name", LOSSES)
def test_loss_arguments_are_left_alone(name):
    loss_fn, prediction, target = make_loss(name)
    kept = prediction.copy(), target.copy()
    loss_fn(prediction, target)
    loss_fn.backward()
    np.testing.assert_array_equal(prediction, kept[0])
    np.testing.assert_array_equal(target, kept[1])


@pytest.mark.parametrize("name", FUNCTIONS)
def test_function_arguments_are_left_alone(name):
    z = np.array([[-1.0, 0.0, 2.0]])
    result = getattr(nnlib, name)(z)
    np.testing.assert_array_equal(z, [[-1.0, 0.0, 2.0]])
    assert not np.shares_memory(result, z)


# --------------------------------------------------------------------------------------------- batches


@given(n=st.integers(0, 40), batch_size=st.integers(1, 45), seed=seeds)
def test_batches_cover_every_sample_once(n, batch_size, seed):
    X = np.arange(n, dtype=float)[:, None] * [1.0, 100.0]
    y = np.arange(n)
    parts = list(batches(X, y, batch_size, rng=np.random.default_rng(seed)))
    assert [len(x) for x, _ in parts] == [batch_size] * (n // batch_size) + [n % batch_size] * (n % batch_size > 0)
    seen = np.concatenate([target for _, target in parts]) if parts else np.array([], int)
    np.testing.assert_array_equal(np.sort(seen), y)
    for x, target in parts:
        np.testing.assert_array_equal(x[:, 1], 100.0 * target)  # the pairs stay together


# ------------------------------------------------------------------------------------ optimisers' memory


def test_parameters_live_in_theta():
    model, _ = make_module("Sequential, nested")
    before = model.state_dict()
    optimizer = SGD(model.parameters(), lr=0.1)
    np.testing.assert_array_equal(optimizer.theta, np.concatenate([v.ravel() for v in before.values()]))
    optimizer.theta[...] = 3
    assert all((parameter.data == 3).all() for parameter in model.parameters())
    model[0].bias.grad += 2
    assert optimizer.grad.sum() == 2 * 7
    model.zero_grad()
    assert not optimizer.grad.any()


def test_parameter_given_twice_counts_once():
    results = []
    for times in (1, 2):
        weight = Parameter([1.0, 2.0])
        optimizer = SGD([weight] * times, lr=0.5, momentum=0.9)
        for _ in range(3):
            optimizer.zero_grad()
            weight.grad += 2 * weight.data
            optimizer.step()
        assert optimizer.theta.shape == (2,)
        results.append(weight.data.copy())
    np.testing.assert_array_equal(*results)


def test_lr_may_change_between_steps():
    weight = Parameter([1.0])
    optimizer = SGD([weight], lr=0.5)
    weight.grad += 1
    optimizer.step()
    optimizer.lr = 0.125
    optimizer.step()
    np.testing.assert_array_equal(weight.data, [0.375])


def test_train_and_eval_reach_every_module():
    model = Sequential(
        Dropout(0.5, rng=np.random.default_rng(0)), Sequential(Dropout(0.5, rng=np.random.default_rng(1)))
    )
    assert model.eval() is model
    assert (model.training, model[0].training, model[1].training, model[1][0].training) == (False,) * 4
    model.train()
    assert (model.training, model[0].training, model[1][0].training) == (True,) * 3
    predict(model, np.ones((2, 2)))
    assert model[1][0].training  # as it was before
    assert len(model) == 2
    assert repr(model) == "Sequential(\n  0: Dropout(0.5)\n  1: Sequential(\n  0: Dropout(0.5)\n)\n)"
