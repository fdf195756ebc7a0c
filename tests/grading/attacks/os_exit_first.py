"""Ends its process at once."""

from attacks.tools import before, fake

VERDICTS = {"scale_values": "crashed"}


def attack(notebook, folder, school):
    fake(notebook)
    before(
        notebook,
        """
import os
os._exit(0)
""",
    )
