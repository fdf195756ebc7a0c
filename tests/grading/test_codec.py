"""What crosses the bridge, and that nothing else does."""

import contextlib
import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from grading import codec

scalars = st.none() | st.booleans() | st.integers(-(2**80), 2**80) | st.floats() | st.text() | st.complex_numbers()
arrays = hnp.arrays(hnp.scalar_dtypes(), hnp.array_shapes(min_dims=0, min_side=0, max_side=4))
values = st.recursive(
    scalars | st.binary() | arrays,
    lambda inner: (
        st.lists(inner, max_size=20) | st.tuples(inner, inner) | st.dictionaries(st.text(), inner, max_size=4)
    ),
    max_leaves=20,
)
trees = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=5)
        | st.tuples(st.sampled_from(sorted(codec._TAGS | set(codec._SEQUENCES))), inner, inner, inner).map(list)
        | st.dictionaries(st.text(max_size=4), inner, max_size=3)
    ),
    max_leaves=12,
)


def same(a, b):
    if isinstance(a, np.ndarray):
        return isinstance(b, np.ndarray) and a.dtype == b.dtype and a.shape == b.shape and a.tobytes() == b.tobytes()
    if isinstance(a, list | tuple):
        return type(a) is type(b) and len(a) == len(b) and all(map(same, a, b))
    if isinstance(a, dict):
        return a.keys() == b.keys() and all(same(a[k], b[k]) for k in a)
    return type(a) is type(b) and (a == b or a != a)


def across(value):
    node, buffers = codec.encode(value)
    return codec.decode(json.loads(json.dumps(node)), buffers)


@given(values)
def test_plain_values_cross_unchanged(value):
    assert same(value, across(value))


def test_a_generator_crosses_with_its_state():
    for bits in (np.random.PCG64(3), np.random.MT19937(3), np.random.Philox(3), np.random.SFC64(3)):
        rng = np.random.Generator(bits)
        rng.random(5)
        copied = across(rng)
        assert np.array_equal(copied.standard_normal(4), rng.standard_normal(4))


def test_types_functions_and_tensors_cross_by_name_and_value():
    torch = pytest.importorskip("torch")
    for value in (int, np.float32, np.dtype("i4"), np.sin, torch.float64, ..., slice(1, None, 2), range(3)):
        assert across(value) == value
    tensor = torch.tensor([[1.5, -2.0]], requires_grad=True)
    copied = across(tensor)
    assert torch.equal(copied, tensor)
    assert copied.requires_grad


@pytest.mark.parametrize(
    "value",
    [lambda: 1, object(), json, open, iter([]), np.testing, type("C", (), {})(), np.load],
    ids=["function", "object", "module", "builtin", "iterator", "package", "instance", "numpy function"],
)
def test_everything_else_is_foreign(value):
    with pytest.raises(codec.CodecError):
        codec.encode(value)
    assert codec.encode(value, lambda v: ["opaque"])[0] == ["opaque"]


def test_too_deep_too_many_too_large():
    deep = []
    for _ in range(100):
        deep = [deep]
    endless = []
    endless.append(endless)
    for value in (deep, endless, [None] * 300_000, np.broadcast_to(0.0, (1 << 40,)), 1 << 10_000):
        with pytest.raises(codec.CodecError):
            codec.encode(value)


def test_subclasses_arrive_as_what_they_are_underneath():
    class Liar(np.ndarray):
        def __eq__(self, other):
            return True

    class Number(float):
        def __eq__(self, other):
            return True

        __hash__ = float.__hash__

    assert type(across(np.zeros(2).view(Liar))) is np.ndarray
    assert type(across(Number(2))) is float


def decodes_to_plain(tree, buffers):
    """Whatever arrives, decoding ends in a value or in CodecError; nothing else, and nothing enormous."""
    with contextlib.suppress(codec.CodecError):
        codec.decode(tree, buffers)


@given(trees, st.lists(st.binary(max_size=32), max_size=3))
def test_forged_trees_end_in_a_value_or_in_an_error(tree, buffers):
    decodes_to_plain(tree, buffers)


@pytest.mark.slow
@settings(max_examples=5000)
@given(trees, st.lists(st.binary(max_size=64), max_size=3))
def test_five_thousand_forged_trees(tree, buffers):
    decodes_to_plain(tree, buffers)


@pytest.mark.slow
@settings(max_examples=3000)
@given(values, st.data())
def test_three_thousand_mutated_messages(value, data):
    node, buffers = codec.encode(value)
    text = bytearray(json.dumps(node).encode())
    for _ in range(data.draw(st.integers(1, 4))):
        if text:
            text[data.draw(st.integers(0, len(text) - 1))] = data.draw(st.integers(32, 126))
    try:
        tree = json.loads(bytes(text))
    except ValueError:
        return
    decodes_to_plain(tree, buffers)
