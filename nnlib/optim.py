"""Optimisers: they walk downhill, one step for each gradient.

The formulas treat all parameters as one long vector θ. So does the code: an optimiser lays the parameters side by
side in one array, `theta`, and their gradients in another, `grad`; each `Parameter` keeps its own window on both.
One line then updates the whole network.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np

from nnlib.module import Parameter

__all__ = ["SGD", "Adam", "Optimizer"]


class Optimizer:
    """What optimisers share: the vector θ, its gradient, and setting that to zero.

    Parameters
    ----------
    parameters : iterable of Parameter
        ``model.parameters()``. All must have the same dtype; one given twice counts once. A parameter belongs to
        the optimiser made last.
    lr : float
        The learning rate, greater than 0.

    Attributes
    ----------
    theta, grad : ndarray of shape (number of learnable numbers,)
        All parameters, and all gradients, in one vector.
    lr : float
        May be changed between steps.
    """

    def __init__(self, parameters: Iterable[Parameter], lr: float):
        parameters = list(parameters)
        if not parameters:
            raise ValueError(f"{type(self).__name__}: expected at least one parameter, got none")
        for parameter in parameters:
            if not isinstance(parameter, Parameter):
                raise TypeError(
                    f"{type(self).__name__}: expected parameters, such as model.parameters(), "
                    f"got {type(parameter).__name__}"
                )
        self.parameters = list(dict.fromkeys(parameters))  # each once, as layers may share one
        dtypes = {parameter.data.dtype for parameter in self.parameters}
        if len(dtypes) > 1:
            names = ", ".join(sorted(map(str, dtypes)))
            raise ValueError(f"{type(self).__name__}: expected parameters of one dtype, got {names}")
        if not lr > 0:
            raise ValueError(f"{type(self).__name__}: expected lr > 0, got {lr}")
        self.lr = lr
        self.theta = np.empty(sum(parameter.size for parameter in self.parameters), dtypes.pop())
        self.grad = np.empty_like(self.theta)
        start = 0
        for parameter in self.parameters:
            window = slice(start, start + parameter.size)
            shape = parameter.shape
            parameter.share_memory_with(self.theta[window].reshape(shape), self.grad[window].reshape(shape))
            start += parameter.size

    def zero_grad(self) -> None:
        """Set every gradient to zero: backward passes add to what is there."""
        self.grad.fill(0)

    def step(self) -> None:
        """Change the parameters once, by the gradients they hold.

        Raises
        ------
        RuntimeError
            If another optimiser was made for one of the parameters since.
        """
        for parameter in self.parameters:
            if parameter.data.base is not self.theta:
                raise RuntimeError(
                    f"{type(self).__name__}.step: expected to hold its parameters alone, got one that a newer "
                    "optimiser holds; use the newest"
                )
        self._update()

    def _update(self):
        raise NotImplementedError(f"{type(self).__name__} does not define _update()")


class SGD(Optimizer):
    """Gradient descent, with momentum and weight decay if wanted.

    Parameters
    ----------
    parameters : iterable of Parameter
        ``model.parameters()``.
    lr : float
        The learning rate: how far to go along the negative gradient.
    momentum : float, default 0
        The share of the last step's velocity that is kept, in [0, 1).
    weight_decay : float, default 0
        λ of the L2 penalty: λθ is added to the gradient.

    Examples
    --------
    >>> weight = Parameter([10.0])
    >>> optimizer = SGD([weight], lr=0.1)
    >>> weight.grad += 2 * weight.data  # the slope of w² at 10
    >>> optimizer.step()
    >>> weight.data
    array([8.])

    Notes
    -----
    Chapter 6: v ← μ v + (∇L + λθ), θ ← θ - η v. The same formula as ``torch.optim.SGD``.
    """

    def __init__(self, parameters, lr: float, *, momentum: float = 0.0, weight_decay: float = 0.0):
        if not 0 <= momentum < 1:
            raise ValueError(f"SGD: expected 0 <= momentum < 1, got {momentum}")
        if weight_decay < 0:
            raise ValueError(f"SGD: expected weight_decay >= 0, got {weight_decay}")
        super().__init__(parameters, lr)
        self.momentum, self.weight_decay = momentum, weight_decay
        self.velocity = np.zeros_like(self.theta)

    def _update(self):
        direction = self.grad
        if self.weight_decay:
            direction = direction + self.weight_decay * self.theta
        if self.momentum:
            self.velocity *= self.momentum
            self.velocity += direction
            direction = self.velocity
        self.theta -= self.lr * direction


class Adam(Optimizer):
    """Gradient descent with a step of its own for every parameter, scaled by the size of recent gradients.

    Parameters
    ----------
    parameters : iterable of Parameter
        ``model.parameters()``.
    lr : float, default 0.001
        The learning rate: about the length of a step in each coordinate.
    betas : (float, float), default (0.9, 0.999)
        How slowly the running means of the gradient and of its square forget, each in [0, 1).
    eps : float, default 1e-8
        Keeps the division finite where gradients vanish.

    Examples
    --------
    >>> weight = Parameter([10.0])
    >>> optimizer = Adam([weight], lr=0.5)
    >>> weight.grad += 2 * weight.data
    >>> optimizer.step()
    >>> weight.data.round(3)  # the first step is lr long, whatever the slope
    array([9.5])

    Notes
    -----
    Chapter 6; D. Kingma and J. Ba, "Adam: a method for stochastic optimization", ICLR 2015. The same formula as
    ``torch.optim.Adam``.
    """

    def __init__(self, parameters, lr: float = 0.001, *, betas: tuple[float, float] = (0.9, 0.999), eps: float = 1e-8):
        if not (0 <= betas[0] < 1 and 0 <= betas[1] < 1):
            raise ValueError(f"Adam: expected both betas in [0, 1), got {betas}")
        super().__init__(parameters, lr)
        self.betas, self.eps = betas, eps
        self.mean, self.mean_square = np.zeros_like(self.theta), np.zeros_like(self.theta)
        self.steps = 0
        self._scratch = np.empty_like(self.theta)  # work in place: fresh memory on every step would cost more

    def _update(self):
        (beta1, beta2), scratch = self.betas, self._scratch
        self.steps += 1

        # the running means m and v of the gradient g and of g²
        self.mean *= beta1
        self.mean += np.multiply(self.grad, 1 - beta1, out=scratch)
        self.mean_square *= beta2
        np.multiply(self.grad, self.grad, out=scratch)
        scratch *= 1 - beta2
        self.mean_square += scratch

        # both means start at 0 and are too small at first: divide by 1 - βᵗ
        correction1, correction2 = 1 - beta1**self.steps, 1 - beta2**self.steps

        # θ ← θ - η m / (√v + ε)
        np.sqrt(self.mean_square, out=scratch)
        scratch *= 1 / math.sqrt(correction2)
        scratch += self.eps
        np.divide(self.mean, scratch, out=scratch)
        scratch *= self.lr / correction1
        self.theta -= scratch
