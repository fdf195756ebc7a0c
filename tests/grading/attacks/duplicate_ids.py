"""Adds trivial copies of the test cells with the same ids."""

import copy

from attacks.tools import GRADED, cell_of, fake


def attack(notebook, folder, school):
    fake(notebook)
    for name in GRADED:
        twin = copy.deepcopy(cell_of(notebook, name))
        twin.source = "pass"
        notebook.cells.append(twin)
