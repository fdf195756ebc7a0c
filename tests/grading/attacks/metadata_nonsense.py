"""Puts numbers, lists and nothing where metadata is expected."""

from attacks.tools import fake


def attack(notebook, folder, school):
    fake(notebook)
    for i, cell in enumerate(notebook.cells):
        cell["metadata"] = (None, 5, [], {"nbgrader": []}, {"nbgrader": {"grade_id": {}}})[i % 5]
    notebook["metadata"] = 7
