"""Empties the test cells and raises their points."""

from attacks.tools import GRADED, cell_of, fake, put

VERDICTS = {"scale_values": "tampered"}


def attack(notebook, folder, school):
    fake(notebook)
    for name in GRADED:
        put(notebook, name, "pass")
        cell_of(notebook, name).metadata["nbgrader"]["points"] = 1000
