"""Returns objects that claim to equal everything."""

from attacks.tools import put


def attack(notebook, folder, school):
    put(
        notebook,
        "scale",
        """
class Yes:
    __array_ufunc__ = None
    __array_priority__ = 1e9
    def _self(self, *a, **k): return self
    def __eq__(self, other): return True
    def __ne__(self, other): return False
    __lt__ = __gt__ = __le__ = __ge__ = __contains__ = lambda self, other: True
    def __bool__(self): return True
    def __float__(self): return 1.0
    def __len__(self): return 8
    def __hash__(self): return 1
    __call__ = __getitem__ = __sub__ = __rsub__ = __add__ = __radd__ = __mul__ = __rmul__ = _self
    def __getattr__(self, name):
        if name.startswith('__'): raise AttributeError(name)
        return self
def scale(x, a): return Yes()
""",
    )
    put(
        notebook,
        "softmax",
        """
def softmax(x): return Yes()
""",
    )
    put(
        notebook,
        "counter",
        """
class Counter:
    def add(self, word): pass
    def top(self): return Yes()
""",
    )
    put(
        notebook,
        "weights",
        """
w_nand = Yes(); b_nand = Yes()
""",
    )
