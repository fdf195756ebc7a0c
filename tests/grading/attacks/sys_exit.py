"""Leaves by sys.exit() in a cell of its own; right answers before and after keep their points."""

from attacks.tools import before

RIGHT = True
POINTS = 12


def attack(notebook, folder, school):
    before(
        notebook,
        """
import sys
sys.exit(0)
""",
    )
