"""Hostile and broken submissions in the demo's class: what each tries, and the most it may get.

They are harmless where the sandbox works, and small: tests/grading/attacks has the whole collection.
"""

from __future__ import annotations

import copy
import json
from dataclasses import dataclass

import nbformat
from nbformat import NotebookNode

from grading.bank import answered, is_graded_code, solution_cells

__all__ = ["LEAK", "Hostile", "make"]

LEAK = "what the gradebook says:"

READS = """
import sqlite3
from pathlib import Path

for path in (*Path("/").glob("*/*/gradebook.db"), Path("../../gradebook.db"), Path("../../../gradebook.db")):
    try:
        path.read_bytes()
        rows = sqlite3.connect(f"file:{path}?mode=ro", uri=True).execute("select source from source_cell")
        print("what the gradebook says:", *rows)
    except Exception as error:
        print(type(error).__name__, "- no gradebook here")
"""

REPLACES = """
import nnlib.checks
import numpy as np

for kind in (nnlib.checks.Check, nnlib.checks.HiddenCheck):
    for name in ("call", "close", "equal", "fail", "raises", "shape", "true"):
        setattr(kind, name, lambda *args, **kwargs: 1.0)
np.testing.assert_allclose = np.testing.assert_equal = lambda *args, **kwargs: None
"""

LOOPS = """
while True:
    try:
        while True:
            sum(range(1000))
    except BaseException:
        pass
"""


@dataclass(frozen=True)
class Hostile:
    """One submission that tries something.

    Attributes
    ----------
    tries : str
        What it tries, in a few words.
    text : str
        The file that is handed in.
    points : float or None
        The automatic points that it gets; None if it cannot be graded.
    verdict : str
        One that must be among those of its cells.
    """

    tries: str
    text: str
    points: float | None
    verdict: str


def make(released: NotebookNode, answers: dict[str, str]) -> dict[str, Hostile]:
    """Return the hostile submissions of a class, by student.

    Parameters
    ----------
    released : NotebookNode
        What students get.
    answers : dict of str to str
        A right answer for each solution cell.
    """
    looping = [name for name, cell in solution_cells(released).items() if cell.cell_type == "code"][1]
    return {
        "hostile_breaks_the_file": Hostile("hands in half a file", as_text(released)[:1000], None, "set aside"),
        "hostile_endless_loop": Hostile(
            f"{looping} loops for ever and swallows every interrupt; the other answers are right",
            as_text(answered(released, answers | {looping: LOOPS.strip()})),
            points_without(released, looping),
            "crashed",
        ),
        "hostile_reads_the_gradebook": Hostile(
            "looks for the hidden checks in the gradebook", as_text(with_cell(released, READS)), 0.0, "failed"
        ),
        "hostile_replaces_the_checks": Hostile(
            "makes every check agree with everything", as_text(with_cell(released, REPLACES)), 0.0, "failed"
        ),
    }


def points_without(notebook: NotebookNode, answer: str) -> float:
    """Return the automatic points of all checks but those that follow an answer, up to the next one."""
    points, follows = 0.0, False
    for cell in notebook.cells:
        if is_graded_code(cell):
            points += 0 if follows else cell.metadata["nbgrader"]["points"]
        elif cell.metadata.get("nbgrader", {}).get("solution"):
            follows = cell.metadata["nbgrader"]["grade_id"] == answer
    return points


def with_cell(notebook: NotebookNode, source: str) -> NotebookNode:
    """Return a copy with a cell of one's own behind the first code cell."""
    notebook = copy.deepcopy(notebook)
    place = next(i for i, cell in enumerate(notebook.cells) if cell.cell_type == "code") + 1
    notebook.cells.insert(place, nbformat.v4.new_code_cell(source.strip(), id="of-my-own"))
    return notebook


def as_text(notebook: NotebookNode) -> str:
    """Return a notebook as it is handed in."""
    return json.dumps(notebook, indent=1, ensure_ascii=False) + "\n"
