"""Answers differently each time it is asked."""

from attacks.tools import put


def attack(notebook, folder, school):
    put(
        notebook,
        "counter",
        """
class Sly:
    n = 0
    def __float__(self): Sly.n += 1; return float(Sly.n)
    def __iter__(self): return iter('b')
    def __str__(self): return 'b'
class Counter:
    def add(self, w): pass
    def top(self): return Sly()
""",
    )
    put(
        notebook,
        "weights",
        """
class W:
    def __array__(self, *a, **k): return np.array([-1.0, -1.0])
    def __getitem__(self, i): return -1.0
    def __len__(self): return 2
w_nand, b_nand = W(), 0
""",
    )
