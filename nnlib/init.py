"""Where weights start: small random numbers whose scale keeps signals alive from layer to layer.

Xavier's scale suits sigmoid and tanh [1]_, He's suits ReLU, which silences half of its inputs [2]_.

References
----------
.. [1] X. Glorot and Y. Bengio, "Understanding the difficulty of training deep feedforward neural networks",
   AISTATS 2010.
.. [2] K. He et al., "Delving deep into rectifiers", ICCV 2015.
"""

from __future__ import annotations

import math

import numpy as np

from nnlib.module import require_rng

__all__ = ["he_normal", "he_uniform", "xavier_normal", "xavier_uniform"]


def _uniform(std, fan_in, fan_out, rng, caller):
    # a uniform distribution on [-a, a] has the standard deviation a / sqrt(3)
    limit = math.sqrt(3) * std
    return require_rng(rng, caller).uniform(-limit, limit, size=(fan_in, fan_out))


def _normal(std, fan_in, fan_out, rng, caller):
    return require_rng(rng, caller).normal(0, std, size=(fan_in, fan_out))


def xavier_uniform(fan_in: int, fan_out: int, *, rng: np.random.Generator) -> np.ndarray:
    """Draw weights uniformly with variance 2 / (fan_in + fan_out).

    Parameters
    ----------
    fan_in, fan_out : int
        How many inputs and outputs the layer has.
    rng : numpy.random.Generator
        The source of randomness.

    Returns
    -------
    ndarray of shape (fan_in, fan_out), float64

    Examples
    --------
    >>> weight = xavier_uniform(300, 100, rng=np.random.default_rng(0))
    >>> weight.shape, round(float(weight.var()), 4)  # 2 / 400
    ((300, 100), 0.005)
    """
    return _uniform(math.sqrt(2 / (fan_in + fan_out)), fan_in, fan_out, rng, "xavier_uniform")


def xavier_normal(fan_in: int, fan_out: int, *, rng: np.random.Generator) -> np.ndarray:
    """Draw weights from a normal distribution with variance 2 / (fan_in + fan_out).

    Parameters
    ----------
    fan_in, fan_out : int
        How many inputs and outputs the layer has.
    rng : numpy.random.Generator
        The source of randomness.

    Returns
    -------
    ndarray of shape (fan_in, fan_out), float64

    Examples
    --------
    >>> xavier_normal(3, 2, rng=np.random.default_rng(0)).shape
    (3, 2)
    """
    return _normal(math.sqrt(2 / (fan_in + fan_out)), fan_in, fan_out, rng, "xavier_normal")


def he_uniform(fan_in: int, fan_out: int, *, rng: np.random.Generator) -> np.ndarray:
    """Draw weights uniformly with variance 2 / fan_in.

    Parameters
    ----------
    fan_in, fan_out : int
        How many inputs and outputs the layer has.
    rng : numpy.random.Generator
        The source of randomness.

    Returns
    -------
    ndarray of shape (fan_in, fan_out), float64

    Examples
    --------
    >>> he_uniform(3, 2, rng=np.random.default_rng(0)).shape
    (3, 2)
    """
    return _uniform(math.sqrt(2 / fan_in), fan_in, fan_out, rng, "he_uniform")


def he_normal(fan_in: int, fan_out: int, *, rng: np.random.Generator) -> np.ndarray:
    """Draw weights from a normal distribution with variance 2 / fan_in.

    Parameters
    ----------
    fan_in, fan_out : int
        How many inputs and outputs the layer has.
    rng : numpy.random.Generator
        The source of randomness.

    Returns
    -------
    ndarray of shape (fan_in, fan_out), float64

    Examples
    --------
    >>> he_normal(3, 2, rng=np.random.default_rng(0)).shape
    (3, 2)
    """
    return _normal(math.sqrt(2 / fan_in), fan_in, fan_out, rng, "he_normal")
