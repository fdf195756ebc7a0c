"""Deletes the test cells."""

from attacks.tools import GRADED, fake

VERDICTS = {"scale_values": "missing"}


def attack(notebook, folder, school):
    fake(notebook)
    notebook.cells = [c for c in notebook.cells if c.metadata.get("nbgrader", {}).get("grade_id") not in GRADED]
