"""Ends its process half-way: what was earned before stays earned, the rest is lost."""

from attacks.tools import put

RIGHT = True
POINTS = 9
VERDICTS = {"scale_values": "passed", "counter_top": "crashed", "nand_fires": "crashed"}


def attack(notebook, folder, school):
    put(notebook, "counter", "import os\nos._exit(0)")
