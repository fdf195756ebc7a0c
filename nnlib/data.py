"""Small data sets that every chapter can share, and the three things one does to data before training."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import resources

import numpy as np

from nnlib.module import require_rng

__all__ = ["batches", "digits", "gate", "moons", "spirals", "split", "standardise", "xor"]

_GATES = {
    "AND": (0, 0, 0, 1),
    "OR": (0, 1, 1, 1),
    "NAND": (1, 1, 1, 0),
    "NOR": (1, 0, 0, 0),
    "XOR": (0, 1, 1, 0),
}


def gate(name: str) -> tuple[np.ndarray, np.ndarray]:
    """Return the four cases of a logic gate with two inputs.

    Parameters
    ----------
    name : {"AND", "OR", "NAND", "NOR", "XOR"}

    Returns
    -------
    X : ndarray of shape (4, 2)
        The inputs: 00, 01, 10, 11.
    y : ndarray of shape (4, 1)
        The answers, 0 or 1.

    Raises
    ------
    ValueError
        If there is no gate of that name.

    Examples
    --------
    >>> X, y = gate("AND")
    >>> y.ravel()
    array([0., 0., 0., 1.])

    Notes
    -----
    Chapter 1.
    """
    if name not in _GATES:
        raise ValueError(f"gate: expected one of {', '.join(_GATES)}, got {name!r}")
    X = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
    return X, np.array(_GATES[name], dtype=float)[:, None]


def xor() -> tuple[np.ndarray, np.ndarray]:
    """Return the four cases of XOR, X of shape (4, 2) and y of shape (4, 1): 1 where the inputs differ (chapter 10)."""
    return gate("XOR")


def moons(n: int, *, noise: float = 0.1, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Draw two half circles that reach into each other; no line separates them.

    Parameters
    ----------
    n : int
        How many points, half in each moon.
    noise : float, default 0.1
        The standard deviation of the noise; the radius of a moon is 1.
    rng : numpy.random.Generator
        The source of randomness.

    Returns
    -------
    X : ndarray of shape (n, 2)
    y : ndarray of shape (n, 1)
        0 for the upper moon, 1 for the lower.

    Examples
    --------
    >>> X, y = moons(100, rng=np.random.default_rng(0))
    >>> X.shape, y.shape, y.mean()
    ((100, 2), (100, 1), np.float64(0.5))

    Notes
    -----
    The same shape as ``sklearn.datasets.make_moons``.
    """
    require_rng(rng, "moons")
    angle = np.pi * rng.random(n)
    y = (np.arange(n) % 2).astype(float)
    X = np.where(
        y[:, None] == 0,
        np.column_stack([np.cos(angle), np.sin(angle)]),
        np.column_stack([1 - np.cos(angle), 0.5 - np.sin(angle)]),
    )
    return X + noise * rng.standard_normal((n, 2)), y[:, None]


def spirals(n: int, *, classes: int = 3, noise: float = 0.1, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Draw spiral arms that turn around the origin, one for each class.

    Parameters
    ----------
    n : int
        How many points, shared out evenly among the classes.
    classes : int, default 3
        How many arms.
    noise : float, default 0.1
        The standard deviation of the angle, in radians.
    rng : numpy.random.Generator
        The source of randomness.

    Returns
    -------
    X : ndarray of shape (n, 2)
    labels : ndarray of int, shape (n,)

    Examples
    --------
    >>> X, labels = spirals(90, rng=np.random.default_rng(0))
    >>> X.shape, np.bincount(labels)
    ((90, 2), array([30, 30, 30]))

    Notes
    -----
    After the example of Stanford's course CS231n.
    """
    require_rng(rng, "spirals")
    labels = np.arange(n) % classes
    radius = rng.random(n)
    angle = 2 * np.pi * labels / classes + 4 * radius + noise * rng.standard_normal(n)
    return radius[:, None] * np.column_stack([np.cos(angle), np.sin(angle)]), labels


def digits() -> tuple[np.ndarray, np.ndarray]:
    """Return 1,797 handwritten digits, scanned to 8 x 8 pixels.

    Returns
    -------
    X : ndarray of shape (1797, 64)
        The pixels row by row, 0 (white) to 1 (black). ``X[i].reshape(8, 8)`` is a picture.
    labels : ndarray of int, shape (1797,)
        The digits 0 ... 9.

    Examples
    --------
    >>> X, labels = digits()
    >>> X.shape, labels[:5]
    ((1797, 64), array([0, 1, 2, 3, 4]))

    Notes
    -----
    E. Alpaydin and C. Kaynak, "Optical Recognition of Handwritten Digits", UCI Machine Learning Repository, 1998
    (CC BY 4.0); the part that scikit-learn ships. Stored beside the code, so that nothing is downloaded.
    """
    with resources.files("nnlib").joinpath("_data/digits.npz").open("rb") as file, np.load(file) as stored:
        return stored["pixels"] / 16.0, stored["labels"].astype(int)


def split(
    X: np.ndarray, y: np.ndarray, *, test_fraction: float = 0.25, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Shuffle samples and set some aside.

    Parameters
    ----------
    X, y : ndarray with as many rows
        Inputs and targets.
    test_fraction : float, default 0.25
        The share set aside, between 0 and 1.
    rng : numpy.random.Generator
        The source of randomness.

    Returns
    -------
    X_train, X_test, y_train, y_test : ndarray

    Raises
    ------
    ValueError
        If the lengths differ or the fraction leaves one part empty.

    Examples
    --------
    >>> X = np.arange(8.0)[:, None]
    >>> parts = split(X, X[:, 0], test_fraction=0.25, rng=np.random.default_rng(0))
    >>> [len(part) for part in parts]
    [6, 2, 6, 2]

    Notes
    -----
    Chapter 8. The order of the parts is scikit-learn's.
    """
    require_rng(rng, "split")
    if len(X) != len(y):
        raise ValueError(f"split: expected as many targets as samples, got {len(y)} and {len(X)}")
    n_test = round(test_fraction * len(X))
    if not 0 < n_test < len(X):
        raise ValueError(f"split: expected a fraction that leaves two parts, got {test_fraction} of {len(X)} samples")
    order = rng.permutation(len(X))
    test, train = order[:n_test], order[n_test:]
    return X[train], X[test], y[train], y[test]


def standardise(train: np.ndarray, *others: np.ndarray) -> tuple[np.ndarray, ...]:
    """Shift and scale each column so that in the training set its mean is 0 and its standard deviation 1.

    Parameters
    ----------
    train : ndarray of shape (samples, features)
        The only array that mean and scale are learned from.
    *others : ndarray of shape (any, features)
        Validation and test sets, changed by the same mean and scale.

    Returns
    -------
    tuple of ndarray
        The arrays in the order given. A column that is constant in the training set is only shifted.

    Raises
    ------
    ValueError
        If the arrays differ in the number of features.

    Examples
    --------
    >>> train, test = standardise(np.array([[0.0, 5.0], [4.0, 5.0]]), np.array([[6.0, 5.0]]))
    >>> train, test
    (array([[-1.,  0.],
           [ 1.,  0.]]), array([[2., 0.]]))

    Notes
    -----
    Chapter 6 says why, chapter 8 why from the training set alone.
    """
    for array in (train, *others):
        if array.ndim != 2 or array.shape[1] != train.shape[1]:
            raise ValueError(f"standardise: expected (samples, {train.shape[-1]}), got {array.shape}")
    mean, scale = train.mean(axis=0), train.std(axis=0)
    scale[np.ptp(train, axis=0) == 0] = 1  # a constant column; rounding may leave its scale at 1e-17
    return tuple((array - mean) / scale for array in (train, *others))


def batches(
    X: np.ndarray, y: np.ndarray, batch_size: int, *, rng: np.random.Generator
) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Go once through the samples in random order, a batch at a time; the last batch may be shorter.

    Parameters
    ----------
    X, y : ndarray with as many rows
        Inputs and targets.
    batch_size : int
        How many samples a batch has, at least 1.
    rng : numpy.random.Generator
        The source of randomness.

    Yields
    ------
    (ndarray, ndarray)
        Inputs and targets of one batch.

    Raises
    ------
    ValueError
        If the lengths differ or batch_size is less than 1.

    Examples
    --------
    >>> X = np.arange(5.0)
    >>> [len(x) for x, _ in batches(X, X, 2, rng=np.random.default_rng(0))]
    [2, 2, 1]

    Notes
    -----
    Chapter 8.
    """
    require_rng(rng, "batches")
    if len(X) != len(y):
        raise ValueError(f"batches: expected as many targets as samples, got {len(y)} and {len(X)}")
    if batch_size < 1:
        raise ValueError(f"batches: expected batch_size >= 1, got {batch_size}")
    order = rng.permutation(len(X))
    for start in range(0, len(X), batch_size):
        chosen = order[start : start + batch_size]
        yield X[chosen], y[chosen]
