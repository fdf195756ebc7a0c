"""Prints the inputs of hidden checks."""

from attacks.tools import put


def attack(notebook, folder, school):
    put(
        notebook,
        "scale",
        """
def scale(x, a):
    print('INPUT', x)
    return 0
""",
    )
    put(
        notebook,
        "softmax",
        """
def softmax(x):
    print('INPUT', x)
    return x
""",
    )
