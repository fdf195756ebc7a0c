"""Turns test cells into Markdown and raw cells."""

from attacks.tools import GRADED, cell_of, fake


def attack(notebook, folder, school):
    fake(notebook)
    for i, name in enumerate(GRADED):
        cell = cell_of(notebook, name)
        cell.cell_type = ("markdown", "raw")[i % 2]
        cell.pop("outputs", None)
        cell.pop("execution_count", None)
