"""Crashes the interpreter."""

from attacks.tools import before, fake

VERDICTS = {"scale_values": "crashed"}


def attack(notebook, folder, school):
    fake(notebook)
    before(
        notebook,
        """
import ctypes
ctypes.string_at(0)
""",
    )
