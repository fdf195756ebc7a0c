"""Claims schema versions that nbgrader does not know."""

from attacks.tools import fake


def attack(notebook, folder, school):
    fake(notebook)
    for i, cell in enumerate(notebook.cells):
        if "nbgrader" in cell.metadata:
            cell.metadata["nbgrader"]["schema_version"] = (0, 1, 99, "x")[i % 4]
