"""Says that test cells are solutions."""

from attacks.tools import GRADED, cell_of, fake, put


def attack(notebook, folder, school):
    fake(notebook)
    for name in GRADED:
        cell_of(notebook, name).metadata["nbgrader"].update(solution=True, locked=False)
        put(notebook, name, "pass")
