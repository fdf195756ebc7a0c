"""Defines names that the tests use for themselves: np, check, Check."""

from attacks.tools import put


def attack(notebook, folder, school):
    put(
        notebook,
        "scale",
        """
class Check:
    def __init__(self, *a): pass
    def __getattr__(self, n): return lambda *a, **k: 1.0
HiddenCheck = Check
np = check = Check()
def scale(x, a): return 0
""",
    )
