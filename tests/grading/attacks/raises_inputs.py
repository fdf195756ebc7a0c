"""Raises the inputs of hidden checks, as message and as the exception's name."""

from attacks.tools import put


def attack(notebook, folder, school):
    put(
        notebook,
        "scale",
        """
def scale(x, a):
    raise type('X' + repr(list(np.ravel(x))), (ValueError,), {})(x)
""",
    )
