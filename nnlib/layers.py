"""Layers: the affine map that learns, dropout that forgets, flatten that reshapes."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from nnlib.init import xavier_uniform
from nnlib.module import Module, Parameter, require_rng

__all__ = ["Dropout", "Flatten", "Linear"]


class Linear(Module):
    """Every output is a weighted sum of every input plus a bias: ``Y = X @ W + b``.

    Parameters
    ----------
    in_features, out_features : int
        How many numbers each sample has before and after.
    rng : numpy.random.Generator
        The source of the initial weights; biases start at zero.
    init : callable, default xavier_uniform
        ``init(in_features, out_features, rng=rng)`` returns the initial weights. Use `he_normal` before ReLU.
    dtype : dtype, default float64
        The precision of the parameters; inputs in float32 and parameters in float32 stay float32 throughout.
    input_grad : bool, default True
        Whether `backward` computes the gradient of the input. In a network's first layer nobody asks for it, and
        leaving it out (``input_grad=False``; backward returns None) saves about a quarter of the time.

    Attributes
    ----------
    weight : Parameter of shape (in_features, out_features)
    bias : Parameter of shape (out_features,)

    Examples
    --------
    >>> layer = Linear(2, 3, rng=np.random.default_rng(0))
    >>> layer.weight.data = [[1.0, 0.0, -1.0], [2.0, 1.0, 0.0]]
    >>> layer.bias.data = [0.0, 10.0, 0.0]
    >>> layer(np.array([[1.0, 1.0], [0.0, 2.0]]))
    array([[ 3., 11., -1.],
           [ 4., 12.,  0.]])

    Notes
    -----
    Chapter 4 builds it neuron by neuron, chapter 7 derives `backward`. ``torch.nn.Linear`` stores the transposed
    weight, of shape (out_features, in_features).
    """

    def __init__(
        self,
        in_features: int,
        out_features: int,
        *,
        rng: np.random.Generator,
        init: Callable = xavier_uniform,
        dtype=np.float64,
        input_grad: bool = True,
    ):
        require_rng(rng, "Linear")
        if in_features < 1 or out_features < 1:
            raise ValueError(f"Linear: expected at least one input and output, got {in_features} and {out_features}")
        self.weight = Parameter(init(in_features, out_features, rng=rng).astype(dtype))
        self.bias = Parameter(np.zeros(out_features, dtype))
        self.input_grad = input_grad

    def forward(self, x):
        """Compute ``x @ W + b``.

        Parameters
        ----------
        x : ndarray of shape (batch, in_features)

        Returns
        -------
        ndarray of shape (batch, out_features)

        Raises
        ------
        ValueError
            If x has another shape.
        """
        weight = self.weight.data
        if x.ndim != 2 or x.shape[1] != len(weight):
            expected = f"(batch, {len(weight)})"
            raise ValueError(f"Linear: expected x of shape {expected}, got {x.shape}")
        self._x = x
        y = x.dot(weight)  # x @ weight; on small arrays `dot` is called faster than `@`
        y += self.bias.data
        return y

    def backward(self, grad_output):
        """Add to the gradients of weight and bias; return the gradient of the input.

        Parameters
        ----------
        grad_output : ndarray of shape (batch, out_features)

        Returns
        -------
        ndarray of shape (batch, in_features), or None with ``input_grad=False``

        Raises
        ------
        RuntimeError
            If forward has not run.
        ValueError
            If grad_output does not have the shape of the output.
        """
        x = self._saved(self._x)
        expected = (len(x), self.bias.size)
        if grad_output.shape != expected:
            got = grad_output.shape
            raise ValueError(f"Linear: expected grad_output of shape {expected}, got {got}")
        self.weight.grad += x.T.dot(grad_output)
        self.bias.grad += grad_output.sum(axis=0)
        if self.input_grad:
            return grad_output.dot(self.weight.data.T)
        return None

    def __repr__(self):
        return "Linear({}, {})".format(*self.weight.shape)


class Dropout(Module):
    """While learning, silence each number with probability p and scale up the rest; in use, change nothing.

    Parameters
    ----------
    p : float, in [0, 1)
        The probability with which a number is set to zero.
    rng : numpy.random.Generator
        The source of randomness.

    Examples
    --------
    >>> dropout = Dropout(0.5, rng=np.random.default_rng(3))
    >>> dropout(np.ones((1, 6)))
    array([[2., 0., 0., 0., 0., 2.]])
    >>> dropout.eval()(np.ones((1, 6)))
    array([[1., 1., 1., 1., 1., 1.]])

    Notes
    -----
    Kept values are divided by 1 - p, so that the expected sum stays the same ("inverted" dropout). Chapter 8;
    N. Srivastava et al., "Dropout", JMLR 2014.
    """

    def __init__(self, p: float = 0.5, *, rng: np.random.Generator):
        if not 0 <= p < 1:
            raise ValueError(f"Dropout: expected 0 <= p < 1, got {p}")
        self.p = p
        self.rng = require_rng(rng, "Dropout")
        self._mask = None

    def forward(self, x):
        """Silence some numbers of x (any shape), if the module is learning."""
        if self.training:
            kept = self.rng.random(x.shape, dtype=np.float32) >= self.p
            self._mask = np.divide(kept, 1 - self.p, dtype=np.result_type(x, np.float16))  # float32 stays float32
        else:
            self._mask = np.ones_like(x)
        return x * self._mask

    def backward(self, grad_output):
        """Silence the same numbers of the gradient."""
        return grad_output * self._saved(self._mask, grad_output)

    def __repr__(self):
        return f"Dropout({self.p})"


class Flatten(Module):
    """Turn each sample into one row: (batch, 8, 8) becomes (batch, 64).

    Examples
    --------
    >>> Flatten()(np.zeros((5, 8, 8))).shape
    (5, 64)

    Notes
    -----
    Chapter 8 uses it for images.
    """

    def __init__(self):
        self._shape = None

    def forward(self, x):
        """Reshape x of shape (batch, ...) to (batch, features)."""
        self._shape = x.shape
        return x.reshape(len(x), -1)

    def backward(self, grad_output):
        """Reshape the gradient back to the shape of the input."""
        return grad_output.reshape(self._saved(self._shape))

    def __repr__(self):
        return "Flatten()"
