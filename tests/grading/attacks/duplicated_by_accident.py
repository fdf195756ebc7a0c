"""Copies a test cell by accident, which stopped whole batches of stock nbgrader: nothing is lost."""

import copy

from attacks.tools import cell_of

RIGHT = True
POINTS = 12


def attack(notebook, folder, school):
    notebook.cells.append(copy.deepcopy(cell_of(notebook, "scale_values")))
