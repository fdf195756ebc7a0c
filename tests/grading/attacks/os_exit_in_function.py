"""Ends its process from within a function that the tests call: only that part is lost."""

from attacks.tools import put

RIGHT = True
POINTS = 7
VERDICTS = {"scale_values": "crashed", "softmax_values": "passed"}


def attack(notebook, folder, school):
    put(
        notebook,
        "scale",
        """
import os
def scale(x, a): os._exit(0)
""",
    )
