"""Raises what the engine itself raises, and exceptions that mean success elsewhere."""

from attacks.tools import put


def attack(notebook, folder, school):
    put(
        notebook,
        "scale",
        """
def scale(x, a): raise SystemExit(0)
""",
    )
    put(
        notebook,
        "softmax",
        """
def softmax(x): raise StopIteration
""",
    )
    put(
        notebook,
        "counter",
        """
class Counter:
    def __init__(self): raise GeneratorExit
""",
    )
