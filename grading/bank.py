"""The bank of plausible answers: what learners really write, and what each answer must cost.

A file of the bank is Python with a docstring that states the mistake, what it loses and what the student must read,
and one cell for each solution cell that differs from the master's:

    '''The bias is subtracted, as if it were a threshold.

    loses: weighted_sum_two_inputs, weighted_sum_bias_once
    reads: the bias is subtracted
    '''
    # %% weighted_sum
    def weighted_sum(x, w, b):
        return np.dot(x, w) - b

A right answer says ``loses: nothing``. Solution cells that are not named keep the master's answer, so every file
shows one mistake alone.
"""

from __future__ import annotations

import ast
import copy
import re
from dataclasses import dataclass
from pathlib import Path

from nbformat import NotebookNode

__all__ = ["Answer", "answered", "is_graded_code", "read_answer", "read_bank", "solution_cells"]

_CELL = re.compile(r"^# %% ([A-Za-z0-9_-]+)[ \t]*\n", re.MULTILINE)


@dataclass(frozen=True)
class Answer:
    """One plausible answer to an exercise.

    Attributes
    ----------
    name : str
        The file's name without its suffix; it begins with ``wrong_`` or ``right_``.
    says : str
        The mistake, or what is different about a right answer.
    loses : frozenset of str
        The grade_ids of exactly those cells that fail.
    reads : tuple of str
        Words that the student must find in the messages of the failing cells.
    cells : dict of str to str
        The source of each solution cell that differs from the master's, by grade_id.
    """

    name: str
    says: str
    loses: frozenset[str]
    reads: tuple[str, ...]
    cells: dict[str, str]


def read_answer(path: Path) -> Answer:
    """Read one file of the bank.

    Parameters
    ----------
    path : Path
        ``tests/wrong_answers/NN-slug/wrong_something.py`` or ``right_something.py``.

    Raises
    ------
    ValueError
        If the docstring lacks ``loses:`` or, for a wrong answer, ``reads:``, or there is no cell.
    """
    text = path.read_text(encoding="utf-8")
    says, *fields = (ast.get_docstring(ast.parse(text)) or "").split("\n\n", 1)
    found: dict[str, list[str]] = {"loses": [], "reads": []}
    for line in "\n".join(fields).splitlines():
        key, _, value = line.partition(":")
        if key.strip() in found:
            found[key.strip()].append(value.strip())
    loses = frozenset(name.strip() for line in found["loses"] for name in line.split(",") if name.strip() != "nothing")
    wrong = path.stem.startswith("wrong_")
    pieces = _CELL.split(text)[1:]
    if not says or not found["loses"] or not pieces or wrong != bool(loses) or (wrong and not found["reads"]):
        raise ValueError(
            f"{path}: expected a docstring with what it shows, `loses: grade_id, …` (right answers: `nothing`) and "
            "`reads: words`, then cells `# %% grade_id`; wrong answers are called wrong_….py, right ones right_….py"
        )
    cells = {name: source.strip("\n") for name, source in zip(pieces[::2], pieces[1::2])}
    return Answer(path.stem, " ".join(says.split()), loses, tuple(found["reads"]), cells)


def read_bank(folder: Path) -> list[Answer]:
    """Read every answer to one exercise, wrong ones after right ones."""
    return [read_answer(path) for path in sorted(folder.glob("*_*.py"))]


def solution_cells(notebook: NotebookNode) -> dict[str, NotebookNode]:
    """Return the cells that a student writes, by grade_id."""
    settings = ((cell, cell.metadata.get("nbgrader", {})) for cell in notebook.cells)
    return {nbgrader["grade_id"]: cell for cell, nbgrader in settings if nbgrader.get("solution")}


def is_graded_code(cell: NotebookNode) -> bool:
    """Return whether a cell's points are given by running it."""
    nbgrader = cell.metadata.get("nbgrader", {})
    return bool(nbgrader.get("grade") and not nbgrader.get("solution")) and cell.cell_type == "code"


def answered(notebook: NotebookNode, cells: dict[str, str]) -> NotebookNode:
    """Return a copy of a notebook in which the named solution cells hold other answers.

    Parameters
    ----------
    notebook : NotebookNode
        A master or a release.
    cells : dict of str to str
        The new sources, by grade_id.

    Raises
    ------
    KeyError
        If the notebook has no solution cell of such a name.
    """
    notebook = copy.deepcopy(notebook)
    places = solution_cells(notebook)
    unknown = sorted(set(cells) - set(places))
    if unknown:
        raise KeyError(f"expected names of solution cells, {sorted(places)}; got {unknown}")
    for name, source in cells.items():
        places[name].source = source
    return notebook
