"""Tags the test cells skip-execution and raises-exception."""

from attacks.tools import GRADED, cell_of, fake


def attack(notebook, folder, school):
    fake(notebook)
    for name in GRADED:
        cell_of(notebook, name).metadata["tags"] = ["skip-execution", "raises-exception"]
