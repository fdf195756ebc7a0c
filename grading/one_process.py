"""Run a notebook's cells in this very process and see which graded cells pass.

Nothing here protects the machine: it is for answers that we wrote ourselves, such as masters and the bank.
"""

from __future__ import annotations

import contextlib
import io
from dataclasses import dataclass

from IPython.core.inputtransformer2 import TransformerManager
from nbformat import NotebookNode

from grading.bank import is_graded_code

__all__ = ["CheckedCell", "run"]


@dataclass(frozen=True)
class CheckedCell:
    """What became of one graded cell.

    Attributes
    ----------
    grade_id : str
    points : float
        What the cell is worth.
    passed : bool
    message : str, default ""
        What the student reads if it failed; otherwise empty.
    """

    grade_id: str
    points: float
    passed: bool
    message: str = ""

    @property
    def earned(self) -> float:
        """The points earned."""
        return self.points if self.passed else 0.0


def run(notebook: NotebookNode) -> list[CheckedCell]:
    """Run every code cell in order; a cell that fails does not stop the ones after it.

    Parameters
    ----------
    notebook : NotebookNode
        With its checks, hidden ones too if they shall count.

    Returns
    -------
    list of CheckedCell
        One for each graded code cell, in order.
    """
    namespace: dict = {"__name__": "__main__"}
    transform = TransformerManager().transform_cell
    checked = []
    for cell in notebook.cells:
        if cell.cell_type != "code":
            continue
        message = ""
        try:
            with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
                exec(compile(transform(cell.source), f"<{cell.id}>", "exec"), namespace)
        except Exception as error:
            message = str(error) if isinstance(error, AssertionError) else f"{type(error).__name__}: {error}"
            message = message or type(error).__name__
        if is_graded_code(cell):
            nbgrader = cell.metadata["nbgrader"]
            checked.append(CheckedCell(nbgrader["grade_id"], nbgrader["points"], not message, message))
    return checked
