"""Changes a test cell by accident, with right answers: nothing is lost."""

from attacks.tools import cell_of, put

RIGHT = True
POINTS = 12


def attack(notebook, folder, school):
    put(notebook, "scale_values", cell_of(notebook, "scale_values").source + "\nprint(1)")
