"""Returns a gigabyte."""

from attacks.tools import put


def attack(notebook, folder, school):
    put(
        notebook,
        "scale",
        """
def scale(x, a): return np.zeros(1 << 27)
""",
    )
    put(
        notebook,
        "softmax",
        """
def softmax(x): return np.broadcast_to(0.5, (1 << 40,))
""",
    )
    put(
        notebook,
        "counter",
        """
class Counter:
    def add(self, w): pass
    def top(self): return 'b' * (1 << 29)
""",
    )
