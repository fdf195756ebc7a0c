"""Returns subclasses of ndarray and float that answer every comparison."""

from attacks.tools import put


def attack(notebook, folder, school):
    put(
        notebook,
        "scale",
        """
class Array(np.ndarray):
    def __array_function__(self, *a): return True
    def __array_ufunc__(self, *a, **k): return True
    def __eq__(self, o): return True
    @property
    def shape(self): return (2,)
def scale(x, a): return np.zeros(2).view(Array)
""",
    )
    put(
        notebook,
        "weights",
        """
class F(float):
    def __gt__(self, o): return True
    def __radd__(self, o): return self
    def __add__(self, o): return self
w_nand, b_nand = np.array([0.0, 0.0]), F(0)
""",
    )
