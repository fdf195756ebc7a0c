"""Hands in a notebook of 12 MB."""

from nbformat.v4 import new_markdown_cell

SET_ASIDE = "10 MB are allowed"


def attack(notebook, folder, school):
    notebook.cells.append(new_markdown_cell("z" * (12 << 20)))
