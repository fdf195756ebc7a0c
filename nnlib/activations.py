"""Activations: the bend after each layer, without which many layers would be one.

Each comes as a function of an array and as a `Module` that can stand in a `Sequential`. They work element by
element on arrays of any shape, except `softmax` and `log_softmax`, which work along an axis.
"""

from __future__ import annotations

import numpy as np

from nnlib.module import Module

__all__ = [
    "LeakyReLU",
    "ReLU",
    "Sigmoid",
    "Step",
    "Tanh",
    "leaky_relu",
    "log_softmax",
    "relu",
    "sigmoid",
    "softmax",
    "step",
    "tanh",
]


def step(z):
    """Return 1 where z >= 0 and 0 elsewhere (chapter 1).

    Examples
    --------
    >>> step(np.array([-0.1, 0.0, 2.0]))
    array([0., 1., 1.])
    """
    z = _floating(z)
    return (z >= 0).astype(z.dtype)


def sigmoid(z):
    """Return 1 / (1 + exp(-z)), between 0 and 1 (chapter 3).

    Examples
    --------
    >>> sigmoid(np.array([-1000.0, 0.0, 1000.0]))
    array([0. , 0.5, 1. ])
    """
    # far to the left exp(-z) overflows to inf, and 1 / inf is 0,
    # which is right: nothing to warn of
    with np.errstate(over="ignore"):
        return 1 / (1 + np.exp(-_floating(z)))


def tanh(z):
    """Return the hyperbolic tangent, between -1 and 1 (chapter 3).

    Examples
    --------
    >>> tanh(np.array([-1000.0, 0.0]))
    array([-1.,  0.])
    """
    return np.tanh(_floating(z))


def relu(z):
    """Return z where it is positive and 0 elsewhere (chapter 3).

    Examples
    --------
    >>> relu(np.array([-2.0, 0.0, 3.0]))
    array([0., 0., 3.])
    """
    return np.maximum(_floating(z), 0)


def leaky_relu(z, slope: float = 0.01):
    """Return z where it is positive and slope * z elsewhere (chapter 3).

    Examples
    --------
    >>> leaky_relu(np.array([-2.0, 3.0]), slope=0.1)
    array([-0.2,  3. ])
    """
    z = _floating(z)
    return np.where(z > 0, z, z.dtype.type(slope) * z)


def softmax(z, axis: int = -1):
    """Turn scores into probabilities: positive, with sum 1 along the axis (chapter 5).

    Parameters
    ----------
    z : ndarray of shape (..., classes)
        The scores, called logits.
    axis : int, default -1
        The axis along which the classes lie.

    Returns
    -------
    ndarray of the shape of z

    Examples
    --------
    >>> softmax(np.array([0.0, np.log(3.0)]))
    array([0.25, 0.75])
    >>> softmax(np.array([1000.0, 1000.0]))
    array([0.5, 0.5])
    """
    z = _floating(z)
    # adding a constant to every score changes nothing; subtracting the largest keeps exp from overflowing
    exp = np.exp(z - z.max(axis=axis, keepdims=True))
    return exp / exp.sum(axis=axis, keepdims=True)


def log_softmax(z, axis: int = -1):
    """Return log(softmax(z)) without ever taking the logarithm of 0 (chapter 5).

    Parameters
    ----------
    z : ndarray of shape (..., classes)
        The scores, called logits.
    axis : int, default -1
        The axis along which the classes lie.

    Returns
    -------
    ndarray of the shape of z

    Examples
    --------
    >>> log_softmax(np.array([0.0, 10000.0]))
    array([-10000.,      0.])
    """
    z = _floating(z)
    z = z - z.max(axis=axis, keepdims=True)
    return z - np.log(np.exp(z).sum(axis=axis, keepdims=True))


def _floating(z):
    z = np.asarray(z)
    return z if z.dtype.kind == "f" else z.astype(np.float64)


class Step(Module):
    """`step` as a module. Its slope is 0 wherever it has one, so nothing can be learned through it.

    Examples
    --------
    >>> Step()(np.array([[-1.0, 1.0]]))
    array([[0., 1.]])

    Notes
    -----
    Chapters 1 and 3.
    """

    def forward(self, x):
        """Compute step(x)."""
        self._x = x
        return step(x)

    def backward(self, grad_output):
        """Return zeros: a nudge of the input does not move the output."""
        self._saved(self._x, grad_output)
        return np.zeros_like(grad_output)

    def __repr__(self):
        return "Step()"


class Sigmoid(Module):
    """`sigmoid` as a module; its slope is a (1 - a), with a the *output*.

    Examples
    --------
    >>> activation = Sigmoid()
    >>> activation(np.array([[0.0]])), activation.backward(np.array([[1.0]]))
    (array([[0.5]]), array([[0.25]]))

    Notes
    -----
    Chapter 3.
    """

    _a = None

    def forward(self, x):
        """Compute sigmoid(x)."""
        self._a = sigmoid(x)
        return self._a

    def backward(self, grad_output):
        """Multiply by the slope a (1 - a)."""
        a = self._saved(self._a, grad_output)
        return grad_output * a * (1 - a)

    def __repr__(self):
        return "Sigmoid()"


class Tanh(Module):
    """The hyperbolic tangent as a module; its slope is 1 - a², with a the *output*.

    Examples
    --------
    >>> activation = Tanh()
    >>> activation(np.array([[0.0]])), activation.backward(np.array([[2.0]]))
    (array([[0.]]), array([[2.]]))

    Notes
    -----
    Chapter 3.
    """

    _a = None

    def forward(self, x):
        """Compute tanh(x)."""
        self._a = tanh(x)
        return self._a

    def backward(self, grad_output):
        """Multiply by the slope 1 - a²."""
        a = self._saved(self._a, grad_output)
        return grad_output * (1 - a * a)

    def __repr__(self):
        return "Tanh()"


class ReLU(Module):
    """`relu` as a module; its slope is 1 where the input was positive and 0 elsewhere.

    Examples
    --------
    >>> activation = ReLU()
    >>> activation(np.array([[-1.0, 2.0]])), activation.backward(np.array([[5.0, 5.0]]))
    (array([[0., 2.]]), array([[0., 5.]]))

    Notes
    -----
    Chapter 3; V. Nair and G. Hinton, "Rectified linear units improve restricted Boltzmann machines", ICML 2010.
    """

    def forward(self, x):
        """Compute relu(x)."""
        self._x = x
        return relu(x)

    def backward(self, grad_output):
        """Let the gradient pass where the input was positive."""
        return grad_output * (self._saved(self._x, grad_output) > 0)

    def __repr__(self):
        return "ReLU()"


class LeakyReLU(Module):
    """`leaky_relu` as a module: like ReLU, but a unit that is off can still learn.

    Parameters
    ----------
    slope : float, default 0.01
        The slope where the input is negative.

    Examples
    --------
    >>> LeakyReLU(0.1)(np.array([[-1.0, 2.0]]))
    array([[-0.1,  2. ]])

    Notes
    -----
    Chapter 3; A. Maas et al., "Rectifier nonlinearities improve neural network acoustic models", ICML 2013.
    """

    def __init__(self, slope: float = 0.01):
        self.slope = float(slope)

    def forward(self, x):
        """Compute leaky_relu(x)."""
        self._x = x
        return leaky_relu(x, self.slope)

    def backward(self, grad_output):
        """Multiply by 1 where the input was positive and by the slope elsewhere."""
        return np.where(self._saved(self._x, grad_output) > 0, grad_output, self.slope * grad_output)

    def __repr__(self):
        return f"LeakyReLU({self.slope})"
