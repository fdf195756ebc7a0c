"""Waits for input, and starts a debugger."""

from attacks.tools import before, fake


def attack(notebook, folder, school):
    fake(notebook)
    before(
        notebook,
        """
try: input('?')
except Exception as error: print(error)
import pdb
pdb.set_trace()
""",
    )
