"""Writes to stderr everywhere, with right answers: nothing is lost."""

from attacks.tools import after, before

RIGHT = True
POINTS = 12


def attack(notebook, folder, school):
    before(
        notebook,
        """
import sys, warnings
print('hello', file=sys.stderr)
warnings.warn('beware')
""",
    )
    after(
        notebook,
        """
import sys
print('bye', file=sys.stderr)
""",
    )
