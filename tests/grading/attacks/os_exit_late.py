"""Ends its process half-way: what was earned before stays earned, what follows is graded without that cell."""

from attacks.tools import put

RIGHT = True
POINTS = 11
VERDICTS = {"scale_values": "passed", "counter_top": "crashed", "nand_fires": "passed"}


def attack(notebook, folder, school):
    put(notebook, "counter", "import os\nos._exit(0)")
