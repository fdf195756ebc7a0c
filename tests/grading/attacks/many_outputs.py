"""Displays a hundred thousand outputs."""

from attacks.tools import before, fake


def attack(notebook, folder, school):
    fake(notebook)
    before(
        notebook,
        """
from IPython.display import display
for i in range(100000): display(i)
""",
    )
