"""Comes back without metadata and without ids: the answers still count."""

RIGHT = True
POINTS = 12


def attack(notebook, folder, school):
    for cell in notebook.cells:
        cell["metadata"] = {}
        del cell["id"]
