"""Values that may cross between a student's process and the tester: a closed list, by value, never pickle.

`encode` turns a value into a JSON tree and raw buffers, `decode` back. Decoding builds nothing but the plain types
listed here, of sizes bounded by what really arrived, so a hostile sender gains nothing by forging a tree. What the
list does not hold goes to `foreign`, which makes an opaque handle of it or refuses.
"""

import array
import collections
import math
import sys

import numpy as np

MAX_NODES = 200_000
MAX_DEPTH = 40
_BLOCK = 16  # longer homogeneous lists travel as one buffer

_ARRAY_KINDS = "biufcSUmM"
_BUILTIN_TYPES = {t.__name__: t for t in (int, float, bool, str, bytes, list, tuple, dict, set, complex, object)}
_SEQUENCES = {"list": list, "tuple": tuple, "set": set, "frozenset": frozenset}
_BIT_GENERATORS = {name: getattr(np.random, name) for name in ("PCG64", "PCG64DXSM", "MT19937", "Philox", "SFC64")}
_TORCH_DTYPES = [
    "float16", "bfloat16", "float32", "float64", "int8", "int16", "int32", "int64", "uint8", "bool", "complex64",
    "complex128",
]  # fmt: skip


class CodecError(TypeError):
    """A value cannot cross, or what arrived is not a value."""


def named_function(name):
    """Return the function of numpy or math that crosses by its name, such as `numpy.sin`, or None."""
    module, _, attribute = str(name).partition(".")
    if module == "numpy":
        found = getattr(np, attribute, None)
        return found if isinstance(found, np.ufunc) else None
    if module == "math" and attribute.isalnum():
        found = getattr(math, attribute, None)
        return found if callable(found) else None
    return None


def _name_of(function):
    name = getattr(function, "__name__", "")
    for module in ("numpy", "math"):
        if isinstance(name, str) and named_function(f"{module}.{name}") is function:
            return f"{module}.{name}"
    return None


def _refuse(value):
    raise CodecError(f"a {type(value).__name__} cannot cross between the submission and the tests")


class _Encoder:
    def __init__(self, foreign):
        self.foreign, self.buffers, self.nodes = foreign, [], 0

    def encode(self, value, depth=0):
        self.nodes += 1
        if depth > MAX_DEPTH or self.nodes > MAX_NODES:
            raise CodecError("a value is nested too deeply or has too many parts to cross")
        kind = type(value)
        if value is None or kind in (bool, str):
            return value
        if kind is int:
            if value.bit_length() > 8192:
                raise CodecError("an integer of more than 8192 bits cannot cross")
            return value
        if kind is float:
            return value
        if kind is complex:
            return ["complex", value.real, value.imag]
        if kind in (bytes, bytearray):
            return ["bytes", self._buffer(bytes(value))]
        if isinstance(value, np.ndarray):
            return self._array(value, depth)
        if isinstance(value, np.generic) and np.asarray(value).dtype.kind in _ARRAY_KINDS:
            plain = np.asarray(value)
            return ["scalar", plain.dtype.str, self._buffer(plain.tobytes())]
        if isinstance(value, np.random.Generator) and type(value.bit_generator).__name__ in _BIT_GENERATORS:
            state = value.bit_generator.state
            return ["generator", type(value.bit_generator).__name__, self.encode(state, depth + 1)]
        torch = sys.modules.get("torch")
        if torch is not None and isinstance(value, torch.Tensor):
            return self._tensor(value, torch)
        return self._container(value, depth)

    def _container(self, value, depth):
        kind = type(value)
        if kind is list and len(value) > _BLOCK:
            if all(type(x) is float for x in value):
                return ["floats", self._buffer(np.array(value, "<f8").tobytes())]
            if all(type(x) is int and -(2**62) < x < 2**62 for x in value):
                return ["ints", self._buffer(np.array(value, "<i8").tobytes())]
        for tag, base in _SEQUENCES.items():
            # a subclass of list or tuple, a namedtuple say, crosses as what it is underneath
            if kind is base or (tag in ("list", "tuple") and isinstance(value, base)):
                return [tag, [self.encode(x, depth + 1) for x in base.__iter__(value)]]
        if isinstance(value, dict):
            return ["dict", [[self.encode(k, depth + 1), self.encode(x, depth + 1)] for k, x in dict.items(value)]]
        if kind is range:
            return ["range", value.start, value.stop, value.step]
        if kind is slice:
            return ["slice", [self.encode(x, depth + 1) for x in (value.start, value.stop, value.step)]]
        if value is Ellipsis:
            return ["ellipsis"]
        if kind in (array.array, collections.deque):  # numpy reads them as it reads lists
            return self.encode(list(value), depth + 1)
        return self._type(value, depth)

    def _type(self, value, depth):
        if isinstance(value, np.dtype) and value.kind in _ARRAY_KINDS:
            return ["dtype", value.str]
        if isinstance(value, type):
            if _BUILTIN_TYPES.get(value.__name__) is value:
                return ["type", value.__name__]
            if issubclass(value, np.generic) and getattr(np, value.__name__, None) is value:
                return ["numpy type", value.__name__]
        torch = sys.modules.get("torch")
        if torch is not None and isinstance(value, torch.dtype) and str(value)[6:] in _TORCH_DTYPES:
            return ["torch dtype", str(value)[6:]]
        for base in (int, float, str):  # subclasses of plain scalars
            if isinstance(value, base):
                return self.encode(base.__str__(value) if base is str else base(value), depth + 1)
        if callable(value) and (name := _name_of(value)):
            return ["function", name]
        return self.foreign(value)

    def _buffer(self, data):
        self.buffers.append(data)
        return len(self.buffers) - 1

    def _array(self, value, depth):
        if value.dtype.kind == "O":
            if value.size > MAX_NODES:
                raise CodecError("an object array of this size cannot cross")
            items = [self.encode(x, depth + 1) for x in np.asarray(value).ravel().tolist()]
            return ["objects", list(value.shape), items]
        if value.dtype.kind not in _ARRAY_KINDS:
            return self.foreign(value)
        if value.nbytes > 1 << 27:
            raise CodecError(f"an array of {value.nbytes} bytes cannot cross, {1 << 27} are allowed")
        plain = np.ascontiguousarray(value)
        return ["array", plain.dtype.str, list(value.shape), self._buffer(plain.tobytes())]

    def _tensor(self, value, torch):
        name = str(value.dtype)[6:]
        if value.layout != torch.strided or name not in _TORCH_DTYPES or value.numel() > 1 << 24:
            return self.foreign(value)
        plain = value.detach().cpu().contiguous()
        data = plain.reshape(-1).view(torch.uint8).numpy().tobytes() if plain.numel() else b""
        return ["tensor", name, list(plain.shape), bool(value.requires_grad), self._buffer(data)]


def encode(value, foreign=_refuse):
    """Encode a value.

    Parameters
    ----------
    value : object
    foreign : callable
        Called with each part that is not on the closed list; returns a JSON node, or raises `CodecError`.

    Returns
    -------
    node : JSON value
    buffers : list of bytes

    Examples
    --------
    >>> node, buffers = encode({"w": np.eye(2)})
    >>> decode(node, buffers)
    {'w': array([[1., 0.],
           [0., 1.]])}
    """
    encoder = _Encoder(foreign)
    try:
        node = encoder.encode(value)
    except RecursionError:
        raise CodecError("a value is nested too deeply to cross") from None
    return node, encoder.buffers


def _dtype(text):
    dtype = np.dtype(text if type(text) is str else None)
    if dtype.kind not in _ARRAY_KINDS or dtype.hasobject:
        raise CodecError("this dtype may not cross")
    return dtype


def _shape(shape):
    if type(shape) is not list or len(shape) > 32 or not all(type(n) is int and 0 <= n <= 1 << 31 for n in shape):
        raise CodecError("a shape is malformed")
    return shape


class _Decoder:
    def __init__(self, buffers, foreign):
        self.buffers, self.foreign, self.nodes = buffers, foreign, 0

    def decode(self, node, depth=0):
        self.nodes += 1
        if depth > MAX_DEPTH + 2 or self.nodes > MAX_NODES:
            raise CodecError("a tree is too deep or too large")
        if node is None or type(node) in (bool, int, float, str):
            return node
        if type(node) is not list or not node or type(node[0]) is not str:
            raise CodecError("a node is malformed")
        tag, *rest = node
        if tag in _SEQUENCES:
            return self._items(tag, *rest, depth=depth)
        if tag in _TAGS:
            return getattr(self, "_" + tag.replace(" ", "_"))(*rest, depth=depth + 1)
        return self.foreign(node)

    def _take(self, index):
        if type(index) is not int or not 0 <= index < len(self.buffers):
            raise CodecError("a buffer is missing")
        return self.buffers[index]

    def _items(self, tag, items, depth):
        return _SEQUENCES[tag]([self.decode(x, depth + 1) for x in items])

    def _dict(self, pairs, depth):
        return {self.decode(k, depth): self.decode(v, depth) for k, v in pairs}

    def _complex(self, real, imag, depth):
        return complex(float(real), float(imag))

    def _bytes(self, index, depth):
        return self._take(index)

    def _array(self, dtype, shape, index, depth):
        return np.frombuffer(self._take(index), dtype=_dtype(dtype)).reshape(_shape(shape)).copy()

    def _scalar(self, dtype, index, depth):
        (value,) = np.frombuffer(self._take(index), dtype=_dtype(dtype))
        return value

    def _objects(self, shape, items, depth):
        array = np.empty(len(items), object)
        for i, item in enumerate(items):
            array[i] = self.decode(item, depth)
        return array.reshape(_shape(shape))

    def _floats(self, index, depth):
        return np.frombuffer(self._take(index), "<f8").tolist()

    def _ints(self, index, depth):
        return np.frombuffer(self._take(index), "<i8").tolist()

    def _range(self, start, stop, step, depth):
        return range(start, stop, step)

    def _slice(self, parts, depth):
        return slice(*[self.decode(x, depth) for x in parts])

    def _ellipsis(self, depth):
        return Ellipsis

    def _dtype(self, text, depth):
        return _dtype(text)

    def _type(self, name, depth):
        return _BUILTIN_TYPES[name]

    def _numpy_type(self, name, depth):
        found = getattr(np, name)
        if not (isinstance(found, type) and issubclass(found, np.generic)):
            raise CodecError("this type may not cross")
        return found

    def _generator(self, name, state, depth):
        bits = _BIT_GENERATORS[name](0)
        bits.state = self.decode(state, depth)
        return np.random.Generator(bits)

    def _function(self, name, depth):
        found = named_function(name)
        if found is None:
            raise CodecError("this function may not cross")
        return found

    def _torch_dtype(self, name, depth):
        import torch

        if name not in _TORCH_DTYPES:
            raise CodecError("this dtype may not cross")
        return getattr(torch, name)

    def _tensor(self, name, shape, requires_grad, index, depth):
        import torch

        dtype, data = self._torch_dtype(name, depth), bytearray(self._take(index))
        flat = torch.frombuffer(data, dtype=torch.uint8).view(dtype) if data else torch.empty(0, dtype=dtype)
        tensor = flat.reshape(_shape(shape)).clone()
        return tensor.requires_grad_() if requires_grad and dtype.is_floating_point else tensor


# every method of a decoder that begins with one underscore decodes what goes by its name, but for these two
_TAGS = {n[1:].replace("_", " ") for n in vars(_Decoder) if n[0] == "_" and n[1] != "_"} - {"take", "items"}


def decode(node, buffers, foreign=_refuse):
    """Decode what `encode` made, or what a forger would like us to take for it.

    Parameters
    ----------
    node : JSON value
    buffers : list of bytes
    foreign : callable
        Called with each node whose tag is not on the closed list.

    Raises
    ------
    CodecError
        Whatever is wrong with the tree.
    """
    try:
        return _Decoder(buffers, foreign).decode(node)
    except CodecError:
        raise
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError, MemoryError,
            IndexError, RuntimeError, ZeroDivisionError) as error:  # fmt: skip
        raise CodecError(f"a malformed value arrived ({type(error).__name__})") from None
