"""Says that test cells are not graded."""

from attacks.tools import GRADED, cell_of, fake


def attack(notebook, folder, school):
    fake(notebook)
    for name in GRADED:
        cell_of(notebook, name).metadata["nbgrader"]["grade"] = False
