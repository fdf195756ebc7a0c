"""The data sets hold what they say, and preparing data neither loses nor leaks anything."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnlib import batches, digits, gate, moons, spirals, split, standardise, xor

seeds = st.integers(0, 2**32 - 1)


@pytest.mark.parametrize(
    ("name", "rule"),
    [
        ("AND", lambda a, b: a and b),
        ("OR", lambda a, b: a or b),
        ("NAND", lambda a, b: not (a and b)),
        ("NOR", lambda a, b: not (a or b)),
        ("XOR", lambda a, b: a != b),
    ],
)
def test_gates(name, rule):
    X, y = gate(name)
    assert (X.shape, y.shape, X.dtype, y.dtype) == ((4, 2), (4, 1), np.float64, np.float64)
    assert [tuple(row) for row in X] == [(0, 0), (0, 1), (1, 0), (1, 1)]
    assert y.ravel().tolist() == [float(rule(bool(a), bool(b))) for a, b in X]


def test_xor_is_the_gate_and_a_fresh_copy():
    X, y = xor()
    np.testing.assert_array_equal(y, gate("XOR")[1])
    X += 5
    y += 5
    assert xor()[0].max() == 1
    assert xor()[1].max() == 1


@given(n=st.integers(1, 60), seed=seeds)
def test_moons_without_noise_are_half_circles(n, seed):
    X, y = moons(n, noise=0.0, rng=np.random.default_rng(seed))
    assert (X.shape, y.shape) == ((n, 2), (n, 1))
    assert y.sum() == n // 2
    upper, lower = X[y[:, 0] == 0], X[y[:, 0] == 1]
    np.testing.assert_allclose(np.hypot(*upper.T), 1)
    np.testing.assert_allclose(np.hypot(*(lower - [1, 0.5]).T), 1)
    assert (upper[:, 1] >= 0).all()
    assert (lower[:, 1] <= 0.5).all()


def test_no_line_separates_the_moons():
    """The best line by least squares leaves some points on the wrong side; the moons do not touch."""
    X, y = moons(400, noise=0.05, rng=np.random.default_rng(0))
    A = np.column_stack([X, np.ones(400)])
    line = np.linalg.lstsq(A, 2 * y - 1)[0]
    assert 0.8 < ((A @ line > 0) == y).mean() < 0.95


@given(n=st.integers(1, 60), classes=st.integers(1, 5), seed=seeds)
def test_spirals(n, classes, seed):
    X, labels = spirals(n, classes=classes, noise=0.0, rng=np.random.default_rng(seed))
    assert (X.shape, labels.shape, labels.dtype.kind) == ((n, 2), (n,), "i")
    counts = np.bincount(labels, minlength=classes)
    assert counts.max() - counts.min() <= 1
    radius = np.hypot(*X.T)
    turned = np.exp(1j * (2 * np.pi * labels / classes + 4 * radius))
    np.testing.assert_allclose(X @ [1, 1j], radius * turned, atol=1e-12)


@pytest.mark.parametrize("draw", [moons, spirals])
def test_noise_and_seed(draw):
    def points(seed, noise):
        return draw(30, noise=noise, rng=np.random.default_rng(seed))[0]

    np.testing.assert_array_equal(points(1, 0.1), points(1, 0.1))
    assert not np.array_equal(points(1, 0.1), points(2, 0.1))
    assert 0.01 < np.abs(points(1, 0.1) - points(1, 0.0)).max() < 1


def test_digits():
    X, labels = digits()
    assert (X.shape, X.dtype, labels.shape, labels.dtype.kind) == ((1797, 64), np.float64, (1797,), "i")
    assert (X.min(), X.max()) == (0, 1)
    np.testing.assert_array_equal(X * 16, np.round(X * 16))
    assert np.bincount(labels).tolist() == [178, 182, 177, 183, 181, 182, 181, 179, 174, 180]
    np.testing.assert_array_equal(X[0, :8] * 16, [0, 0, 5, 13, 9, 1, 0, 0])  # the top row of the first, a zero
    X += 1
    assert digits()[0].max() == 1


def test_digits_are_learnable():
    """The nearest class mean, learned from one half, names 85% of the other: pixels and labels belong together."""
    X, labels = digits()
    means = np.stack([X[:900][labels[:900] == k].mean(axis=0) for k in range(10)])
    distance = ((X[900:, None, :] - means) ** 2).sum(axis=2)
    assert (distance.argmin(axis=1) == labels[900:]).mean() > 0.85


@given(n=st.integers(2, 60), fraction=st.floats(0.05, 0.95), seed=seeds)
def test_split_shares_out_every_sample(n, fraction, seed):
    n_test = round(fraction * n)
    if not 0 < n_test < n:
        return
    X, y = np.arange(n, dtype=float)[:, None], np.arange(n)
    X_train, X_test, y_train, y_test = split(X, y, test_fraction=fraction, rng=np.random.default_rng(seed))
    assert (len(X_train), len(X_test)) == (n - n_test, n_test)
    np.testing.assert_array_equal(X_train[:, 0], y_train)
    np.testing.assert_array_equal(X_test[:, 0], y_test)
    np.testing.assert_array_equal(np.sort(np.concatenate([y_train, y_test])), y)


def test_split_is_shuffled_by_the_seed():
    X = np.arange(40)
    tests = [split(X, X, rng=np.random.default_rng(seed))[1].tolist() for seed in (0, 0, 1)]
    assert tests[0] == tests[1] != tests[2]
    assert sorted(tests[0]) != list(range(10))
    assert sorted(tests[0]) != list(range(30, 40))


@given(n=st.integers(2, 30), features=st.integers(1, 4), seed=seeds)
def test_standardise_learns_from_the_training_set_alone(n, features, seed):
    rng = np.random.default_rng(seed)
    train, test = 3 + 5 * rng.standard_normal((n, features)), rng.standard_normal((7, features))
    kept = train.copy(), test.copy()
    new_train, new_test = standardise(train, test)
    np.testing.assert_allclose(new_train.mean(axis=0), 0, atol=1e-9)
    np.testing.assert_allclose(new_train.std(axis=0), 1, rtol=1e-9)
    np.testing.assert_allclose(new_test * train.std(axis=0) + train.mean(axis=0), test, atol=1e-9)
    np.testing.assert_array_equal(standardise(train, 2 * test)[0], new_train)
    np.testing.assert_array_equal(train, kept[0])
    np.testing.assert_array_equal(test, kept[1])


@given(value=st.floats(-1e6, 1e6), n=st.integers(1, 20))
def test_standardise_only_shifts_a_constant_column(value, n):
    """Also where rounding gives the constant column a standard deviation of 1e-17, as three times 0.1 does."""
    train, test = standardise(np.full((n, 1), value), np.array([[value + 1.0]]))
    np.testing.assert_allclose(train, 0, atol=1e-9)
    np.testing.assert_allclose(test, 1, atol=1e-9)


def test_standardise_constant_tenth():
    train, test = standardise(np.full((3, 1), 0.1), np.array([[1.1]]))
    np.testing.assert_allclose(train, 0, atol=1e-15)
    np.testing.assert_allclose(test, 1, rtol=1e-12)


def test_standardise_keeps_float32():
    train, test = standardise(np.float32([[1, 2], [3, 5]]), np.float32([[1, 1]]))
    assert train.dtype == test.dtype == np.float32


def test_batches_come_in_another_order_each_time():
    X, rng = np.arange(30), np.random.default_rng(0)
    first, second = (np.concatenate([x for x, _ in batches(X, X, 7, rng=rng)]) for _ in range(2))
    assert not np.array_equal(first, second)
    assert not np.array_equal(first, X)
    again = np.concatenate([x for x, _ in batches(X, X, 7, rng=np.random.default_rng(0))])
    np.testing.assert_array_equal(first, again)


def test_batches_shuffle_samples_not_only_batches():
    """Neighbours must part: shuffling the starts of batches alone would keep each batch the same."""
    X, rng = np.arange(60), np.random.default_rng(0)
    together = [{*x.tolist()} for x, _ in batches(X, X, 6, rng=rng)]
    again = [{*x.tolist()} for x, _ in batches(X, X, 6, rng=rng)]
    assert not any(batch in again for batch in together)
    assert {0, 1, 2, 3, 4, 5} not in together


def test_batches_are_copies():
    X = np.zeros((4, 2))
    for x, _ in batches(X, X, 2, rng=np.random.default_rng(0)):
        x += 1
    assert not X.any()
