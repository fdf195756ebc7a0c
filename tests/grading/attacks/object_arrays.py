"""Returns object arrays full of liars."""

from attacks.tools import put


def attack(notebook, folder, school):
    put(
        notebook,
        "scale",
        """
class Liar:
    def __eq__(self, o): return True
    def __sub__(self, o): return 0
    def __rsub__(self, o): return 0
    def __abs__(self): return 0
    def __float__(self): return 0.0
    def __lt__(self, o): return True
    __le__ = __gt__ = __ge__ = __lt__
def scale(x, a): return np.array([Liar() for _ in np.ravel(x)], object).reshape(np.shape(x))
""",
    )
    put(
        notebook,
        "softmax",
        """
def softmax(x): return scale(x, 1)
""",
    )
