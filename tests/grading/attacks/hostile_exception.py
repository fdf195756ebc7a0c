"""Raises exceptions whose __str__ loops, exits or returns nonsense."""

from attacks.tools import put


def attack(notebook, folder, school):
    put(
        notebook,
        "scale",
        """
class E(Exception):
    def __str__(self): raise SystemExit
    __repr__ = __str__
def scale(x, a): raise E
""",
    )
    put(
        notebook,
        "softmax",
        """
class F(Exception):
    def __str__(self): return 'x' * (1 << 28)
def softmax(x): raise F
""",
    )
