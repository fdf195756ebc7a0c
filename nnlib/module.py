"""What a network is made of: parameters, modules that hold them, and a sequence of modules.

Read this file first. Everything else in nnlib either *is* a `Module` (a layer, an activation) or works on
the `Parameter` objects that modules hold (the optimisers).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

__all__ = ["Module", "Parameter", "Sequential", "require_rng"]


class Parameter:
    """A learnable array with its gradient beside it.

    Parameters
    ----------
    data : array_like
        The initial values, of any shape. The array is copied; float32 stays float32, whole numbers become float64.

    Attributes
    ----------
    data : ndarray
        The values. Change them in place: ``p.data -= 0.1 * p.grad``. Assigning a new array copies its values
        into the old one, so that an optimiser that holds the same memory sees the change.
    grad : ndarray of the shape of ``data``
        The gradient of the loss, zero until a backward pass adds to it. Never None.

    Examples
    --------
    >>> weight = Parameter([[1.0, 2.0], [3.0, 4.0]])
    >>> weight.data -= 0.5
    >>> weight.data
    array([[0.5, 1.5],
           [2.5, 3.5]])
    >>> weight.grad.shape
    (2, 2)

    Notes
    -----
    Chapter 2 explains weights, chapter 6 gradients.
    """

    def __init__(self, data):
        data = np.array(data)
        self._data = data if data.dtype.kind == "f" else data.astype(np.float64)
        self._grad = np.zeros_like(self._data)

    @property
    def data(self) -> np.ndarray:
        """The values."""
        return self._data

    @data.setter
    def data(self, values):
        self._copy_into(self._data, values, "data")

    @property
    def grad(self) -> np.ndarray:
        """The gradient of the loss with respect to ``data``."""
        return self._grad

    @grad.setter
    def grad(self, values):
        self._copy_into(self._grad, values, "grad")

    @staticmethod
    def _copy_into(array, values, name):
        if values is array:  # what `p.data -= ...` assigns: the array itself, already changed
            return
        values = np.asarray(values)
        if values.shape != array.shape:
            raise ValueError(f"Parameter.{name}: expected shape {array.shape}, got {values.shape}")
        array[...] = values

    @property
    def shape(self) -> tuple[int, ...]:
        """The shape of ``data`` and of ``grad``."""
        return self._data.shape

    @property
    def size(self) -> int:
        """How many numbers there are to learn."""
        return self._data.size

    def zero_grad(self) -> None:
        """Set the gradient to zero."""
        self._grad[...] = 0

    def share_memory_with(self, data, grad) -> None:
        """Move values and gradient into two given arrays and keep them there.

        An optimiser calls this to lay all parameters side by side in one long vector.

        Parameters
        ----------
        data, grad : ndarray of the shape of this parameter
            Where the values and the gradient shall live from now on.
        """
        data[...], grad[...] = self._data, self._grad
        self._data, self._grad = data, grad

    def __repr__(self):
        return f"Parameter(shape={self.shape}, dtype={self._data.dtype})"


class Module:
    """A step of a network: `forward` computes, `backward` returns the gradient with respect to the input.

    A subclass writes two methods. ``forward(x)`` keeps what backward will need; ``backward(grad_output)`` takes the
    gradient of the loss with respect to the output, *adds* to the ``grad`` of its parameters, and returns the
    gradient with respect to the input. Parameters, and modules inside modules, are found by walking the attributes.

    Attributes
    ----------
    training : bool
        True while the network learns, False while it is used; only `Dropout` behaves differently. Switched by
        `train` and `eval`.

    Examples
    --------
    >>> class Scale(Module):
    ...     def __init__(self):
    ...         self.factor = Parameter(3.0)
    ...
    ...     def forward(self, x):
    ...         self._x = x
    ...         return self.factor.data * x
    ...
    ...     def backward(self, grad_output):
    ...         self.factor.grad += np.sum(grad_output * self._x)
    ...         return grad_output * self.factor.data
    >>> scale = Scale()
    >>> scale(np.array([1.0, 2.0]))
    array([3., 6.])
    >>> scale.backward(np.array([1.0, 1.0])), scale.factor.grad
    (array([3., 3.]), array(3.))

    Notes
    -----
    Chapter 7 builds `forward` and `backward` step by step. The names are those of ``torch.nn.Module``.
    """

    training = True
    _x = None  # what forward leaves for backward; None until forward has run

    def __call__(self, x):
        """Run `forward`."""
        return self.forward(x)

    def forward(self, x):
        """Compute the output; a subclass says how."""
        raise NotImplementedError(f"{type(self).__name__} does not define forward(x)")

    def backward(self, grad_output):
        """Turn the gradient of the output into that of the input; a subclass says how."""
        raise NotImplementedError(f"{type(self).__name__} does not define backward(grad_output)")

    def _saved(self, value, grad_output=None):
        """Return what forward kept, or say that forward has not run or that grad_output has another shape."""
        if value is None:
            raise RuntimeError(
                f"{type(self).__name__}.backward: expected a forward pass before it, got none; "
                "call the module on some input first"
            )
        if grad_output is not None and grad_output.shape != value.shape:
            # (n,) against (n, 1) would broadcast to (n, n)
            raise ValueError(
                f"{type(self).__name__}: expected grad_output of shape {value.shape}, got {grad_output.shape}"
            )
        return value

    def children(self) -> Iterator[tuple[str, Module]]:
        """Yield the modules directly inside this one, with their names."""
        for name, value in vars(self).items():
            if isinstance(value, Module):
                yield name, value
            elif isinstance(value, list | tuple):
                yield from ((f"{name}.{i}", item) for i, item in enumerate(value) if isinstance(item, Module))

    def named_parameters(self, prefix: str = "") -> Iterator[tuple[str, Parameter]]:
        """Yield every parameter in and below this module with its path, such as ``layers.0.weight``."""
        for name, value in vars(self).items():
            if isinstance(value, Parameter):
                yield prefix + name, value
        for name, child in self.children():
            yield from child.named_parameters(f"{prefix}{name}.")

    def parameters(self) -> list[Parameter]:
        """Return every parameter once, in the order of `named_parameters`."""
        return list(dict.fromkeys(parameter for _, parameter in self.named_parameters()))

    def zero_grad(self) -> None:
        """Set the gradient of every parameter to zero."""
        for parameter in self.parameters():
            parameter.zero_grad()

    def train(self, mode: bool = True) -> Module:
        """Switch this module and all inside it to learning (or, with ``mode=False``, to use); return it."""
        self.training = mode
        for _, child in self.children():
            child.train(mode)
        return self

    def eval(self) -> Module:
        """Switch this module and all inside it to use; return it."""
        return self.train(False)

    def state_dict(self) -> dict[str, np.ndarray]:
        """Return a copy of every parameter by name; ``np.savez(path, **model.state_dict())`` stores it."""
        return {name: parameter.data.copy() for name, parameter in self.named_parameters()}

    def load_state_dict(self, state: Mapping[str, np.ndarray]) -> None:
        """Copy stored values back into the parameters.

        Parameters
        ----------
        state : mapping of str to ndarray
            From `state_dict`, or an opened ``.npz`` file.

        Raises
        ------
        KeyError
            If a name is missing or one too many; nothing is changed then.
        ValueError
            If a shape differs; nothing is changed then.
        """
        own = dict(self.named_parameters())
        if set(own) != set(state):
            missing, extra = sorted(set(own) - set(state)), sorted(set(state) - set(own))
            raise KeyError(f"expected the names {sorted(own)}; missing {missing}, unexpected {extra}")
        values = {name: np.asarray(state[name]) for name in own}
        for name, parameter in own.items():
            if values[name].shape != parameter.shape:
                raise ValueError(f"{name}: expected shape {parameter.shape}, got {values[name].shape}")
        for name, parameter in own.items():
            parameter.data = values[name]


class Sequential(Module):
    """Modules one after the other: the output of each is the input of the next.

    Parameters
    ----------
    *layers : Module
        At least one.

    Examples
    --------
    >>> from nnlib import Linear, Tanh
    >>> rng = np.random.default_rng(0)
    >>> model = Sequential(Linear(2, 3, rng=rng), Tanh(), Linear(3, 1, rng=rng))
    >>> model(np.ones((5, 2))).shape
    (5, 1)
    >>> [name for name, _ in model.named_parameters()]
    ['layers.0.weight', 'layers.0.bias', 'layers.2.weight', 'layers.2.bias']

    Notes
    -----
    Chapter 5 walks through it forward, chapter 7 backward.
    """

    def __init__(self, *layers: Module):
        for position, layer in enumerate(layers):
            if not isinstance(layer, Module):
                raise TypeError(
                    f"Sequential: expected modules, got {type(layer).__name__} at position {position}"
                    + (": did you mean to call it?" if isinstance(layer, type) else "")
                )
        if not layers:
            raise ValueError("Sequential: expected at least one module, got none")
        if len({id(layer) for layer in layers}) < len(layers):
            # its second forward pass would overwrite what the first kept for backward
            raise ValueError("Sequential: expected each module once, got the same one twice; share a Parameter instead")
        for position, layer in enumerate(layers[1:], start=1):
            if not getattr(layer, "input_grad", True):
                raise ValueError(
                    f"Sequential: expected input_grad=False on the first layer alone, got it at position {position}; "
                    "the layers before would learn nothing"
                )
        self.layers = list(layers)

    def forward(self, x):
        """Pass x through every layer in turn."""
        for layer in self.layers:
            x = layer.forward(x)
        return x

    def backward(self, grad_output):
        """Pass the gradient through every layer, last one first."""
        for layer in reversed(self.layers):
            grad_output = layer.backward(grad_output)
        return grad_output

    def __len__(self):
        return len(self.layers)

    def __getitem__(self, index):
        return self.layers[index]

    def __repr__(self):
        return "Sequential(\n" + "".join(f"  {i}: {layer!r}\n" for i, layer in enumerate(self.layers)) + ")"


def require_rng(rng, caller: str) -> np.random.Generator:
    """Return rng if it is a NumPy Generator; otherwise say what was expected.

    Parameters
    ----------
    rng : numpy.random.Generator
        The source of randomness.
    caller : str
        Whose argument it is, for the message.

    Raises
    ------
    TypeError
        If rng is anything else, such as a seed or None.

    Examples
    --------
    >>> require_rng(42, "Linear")
    Traceback (most recent call last):
        ...
    TypeError: Linear: expected rng to be a numpy.random.Generator, got int; write rng=np.random.default_rng(42)
    """
    if not isinstance(rng, np.random.Generator):
        seed = rng if isinstance(rng, int) else 0
        raise TypeError(
            f"{caller}: expected rng to be a numpy.random.Generator, got {type(rng).__name__}; "
            f"write rng=np.random.default_rng({seed})"
        )
    return rng
