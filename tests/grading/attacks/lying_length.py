"""Returns lists and strings whose length and items lie."""

from attacks.tools import put


def attack(notebook, folder, school):
    put(
        notebook,
        "counter",
        """
class Word(str):
    def __eq__(self, o): return True
    def __len__(self): return 1
    __hash__ = str.__hash__
class Counter:
    def add(self, w): pass
    def top(self): return Word('a')
""",
    )
    put(
        notebook,
        "scale",
        """
class L(list):
    def __len__(self): return 10**9
    def __iter__(self): return iter([3.0, 6.0])
def scale(x, a): return L([1])
""",
    )
