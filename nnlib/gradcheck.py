"""Is a gradient right? Nudge every number and see whether the output moves as the gradient says.

The output is weighted with a *random* upstream gradient before it is summed. With an upstream of ones, several
wrong backward passes give the right answer by accident.
"""

from __future__ import annotations

import copy
from collections.abc import Callable

import numpy as np

from nnlib.losses import Loss
from nnlib.module import Module, require_rng

__all__ = ["GradientError", "check_gradients", "numerical_gradient"]


class GradientError(AssertionError):
    """A gradient differs from its numerical value; the message says where and by how much."""


def numerical_gradient(f: Callable[[], float] | Callable[[np.ndarray], float], x: np.ndarray, *, eps: float = 1e-5):
    """Estimate the gradient of a scalar function by central differences.

    Parameters
    ----------
    f : callable
        ``f(x)`` returns a number.
    x : ndarray of float64, any shape
        Where to take the slope. It is nudged in place and restored.
    eps : float, default 1e-5
        The nudge: (f(x + eps) - f(x - eps)) / (2 eps) for each number in turn.

    Returns
    -------
    ndarray of the shape of x

    Raises
    ------
    TypeError
        If x is not float64; a nudge of 1e-5 drowns in the rounding of float32.

    Examples
    --------
    >>> x = np.array([1.0, 2.0, 3.0])
    >>> numerical_gradient(lambda x: np.sum(x**2), x).round(6)
    array([2., 4., 6.])

    Notes
    -----
    Chapters 3 and 6.
    """
    if not isinstance(x, np.ndarray) or x.dtype != np.float64:
        raise TypeError(f"numerical_gradient: expected x as an array of float64, got {getattr(x, 'dtype', type(x))}")
    gradient = np.empty_like(x)
    for index in np.ndindex(x.shape):
        kept = x[index]
        x[index] = kept + eps
        above = f(x)
        x[index] = kept - eps
        below = f(x)
        x[index] = kept
        gradient[index] = (above - below) / (2 * eps)
    return gradient


def check_gradients(
    module: Module | Loss,
    x: np.ndarray,
    target: np.ndarray | None = None,
    *,
    rng: np.random.Generator,
    eps: float = 1e-5,
    tolerance: float = 1e-6,
) -> dict[str, float]:
    """Compare what backward returns with numerical gradients, for the input and every parameter.

    Parameters
    ----------
    module : Module or Loss
        What to check. It is copied; the original keeps its values, gradients and caches.
    x : ndarray of float64
        The input (of a loss: the predictions). Keep it away from kinks, such as 0 for ReLU.
    target : ndarray, optional
        The targets, if module is a loss.
    rng : numpy.random.Generator
        Draws the upstream gradient, and gradients that are there before backward, to which it must add.
    eps : float, default 1e-5
        The nudge.
    tolerance : float, default 1e-6
        The largest relative error ‖analytic - numerical‖ / max(‖analytic‖, ‖numerical‖) allowed in any array.

    Returns
    -------
    dict of str to float
        The relative error of ``"input"`` and of every parameter by name.

    Raises
    ------
    GradientError
        If an error is above the tolerance; the message names the layer, the index, and both values there.
    TypeError
        If x or a parameter is not float64, or rng is not a Generator.

    Examples
    --------
    >>> from nnlib import Linear
    >>> rng = np.random.default_rng(0)
    >>> errors = check_gradients(Linear(3, 2, rng=rng), rng.standard_normal((5, 3)), rng=rng)
    >>> sorted(errors), max(errors.values()) < 1e-8
    (['bias', 'input', 'weight'], True)

    Notes
    -----
    Chapter 7.
    """
    require_rng(rng, "check_gradients")
    module, x = copy.deepcopy(module), np.array(x)
    if isinstance(module, Loss):
        parameters, weights = {}, 1.0

        def output():
            return copy.deepcopy(module)(x, target)

        module(x, target)
        input_gradient = module.backward()
    else:
        parameters = dict(module.named_parameters())

        def output():
            return copy.deepcopy(module)(x)  # a copy draws the same dropout mask each time

        weights = rng.standard_normal(output().shape)
        for parameter in parameters.values():
            parameter.grad = rng.standard_normal(parameter.shape)
        # read back, not kept: a parameter that two layers share has two names and one gradient
        before = {name: parameter.grad.copy() for name, parameter in parameters.items()}
        module_used = copy.deepcopy(module)
        module_used(x)
        input_gradient = module_used.backward(weights)
        used = dict(module_used.named_parameters())

    errors = {}

    def compare(name, array, analytic):
        numerical = numerical_gradient(lambda _: float(np.sum(weights * output())), array, eps=eps)
        errors[name] = _relative_error(analytic, numerical)
        if not errors[name] <= tolerance:
            raise GradientError(_explain(module, name, analytic, numerical, errors[name], tolerance))

    for name, parameter in parameters.items():
        compare(name, parameter.data, used[name].grad - before[name])
    if input_gradient is not None:
        compare("input", x, input_gradient)
    return errors


def _relative_error(analytic, numerical):
    if analytic.shape != numerical.shape:
        return np.inf
    if not analytic.any() and not numerical.any():
        return 0.0
    with np.errstate(invalid="ignore"):  # nan and inf give nan, which no tolerance allows
        size = max(np.linalg.norm(analytic), np.linalg.norm(numerical))
        return float(np.linalg.norm(analytic - numerical) / size)


def _explain(module, name, analytic, numerical, error, tolerance):
    where = _owner(module, name)
    if analytic.shape != numerical.shape:
        return f"{where}: expected a gradient of shape {numerical.shape}, got {analytic.shape}"
    worst = np.unravel_index(np.argmax(np.nan_to_num(np.abs(analytic - numerical), nan=np.inf)), analytic.shape)
    index = ", ".join(map(str, worst))
    return (
        f"{where}[{index}]: analytic {analytic[worst]:.6g}, numerical {numerical[worst]:.6g} "
        f"(relative error of the array {error:.1e}, allowed {tolerance:.0e})"
    )


def _owner(module, name):
    """Return e.g. ``Linear 'layers.2', gradient of weight`` for the parameter ``layers.2.weight``."""
    path, _, parameter = name.rpartition(".")
    owner = module
    for part in path.split(".") if path else ():
        owner = owner[int(part)] if isinstance(owner, list | tuple) else getattr(owner, part)
    place = f" '{path}'" if path else ""
    return f"{type(owner).__name__}{place}, gradient of {parameter}"
