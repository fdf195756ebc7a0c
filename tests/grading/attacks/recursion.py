"""Recurses until the stack ends, with the limit lifted."""

from attacks.tools import before, fake


def attack(notebook, folder, school):
    fake(notebook)
    before(
        notebook,
        """
import sys
sys.setrecursionlimit(10**9)
def down(n): return down(n + 1)
down(0)
""",
    )
