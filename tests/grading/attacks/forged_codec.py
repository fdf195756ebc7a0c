"""Replaces the codec in its own process, to answer with impossible shapes and forbidden types."""

from attacks.tools import put


def attack(notebook, folder, school):
    put(
        notebook,
        "scale",
        """
import itertools, sys
bad = itertools.cycle([['array', '<f8', [2**31, 2**31], 0], ['array', 'O', [1], 0], ['objects', [10**9], []], ['type', '__import__'],
    ['numpy type', 'load'], ['generator', 'PCG64', {}], ['list', [['list', []]] * 10**5], ['handle', -1, 'x', 'y'], ['handle', 'a'], {'a': 1}, [[[[]]]],
    ['function', 'math.__loader__'], ['range', 0, 10**400, 0], ['dict', [[['list', []], 1]]], ['callback', 0], ['tensor', 'save', [1], True, 0]])
codec = sys.modules['grading.codec']
real = codec.encode
def encode(value, foreign=None):
    return (next(bad), [b'']) if value == 'forge' else real(value, foreign)
codec.encode = encode
def scale(x, a): return 'forge'
""",
    )
