"""Raises exceptions that are called like the inputs of hidden checks, like a check's own, or have no name at all."""

from attacks.tools import put

RIGHT = True
POINTS = 6
NOT_IN_OUTPUTS = ("INPUT",)


def attack(notebook, folder, school):
    put(
        notebook,
        "scale",
        """
def scale(x, a):
    if np.ndim(x) == 1 and x[0] < 100:
        return x * a
    raise type(f'INPUT_{np.ravel(x)[0]}', (ValueError,), {'__module__': 'INPUT'})(f'INPUT {x}')
""",
    )
    put(
        notebook,
        "softmax",
        """
class CheckFailed(AssertionError):
    def _render_traceback_(self): return ['INPUT']
CheckFailed.__qualname__ = 'INPUT'
def softmax(x): raise CheckFailed(f'INPUT {x}')
""",
    )
