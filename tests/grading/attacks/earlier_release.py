"""Hands in an earlier release, whose tests were others: it is graded by today's, nothing is lost."""

from attacks.tools import put

RIGHT = True
POINTS = 12


def attack(notebook, folder, school):
    notebook["metadata"]["course"] = {"release": "r1"}
    put(notebook, "scale_values", "assert scale(1, 2) == 2")
    notebook.cells = [c for c in notebook.cells if c.metadata.get("nbgrader", {}).get("grade_id") != "count_words"]
