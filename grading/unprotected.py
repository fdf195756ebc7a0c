"""Run one's own notebook where there is no sandbox: in a process of its own, with the rights of whoever starts it.

This is for `check` alone, and serves systems other than Linux, too, where the engine cannot work.
"""

from __future__ import annotations

import ast
import faulthandler
import json
import re
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from grading.bank import is_graded_code, solution_cells
from grading.notebooks import GradingError
from grading.one_process import CheckedCell
from grading.one_process import run as run_here
from tools import release

__all__ = ["examine"]

ENDLESS = "it did not end in time: is there a loop that never ends?"


def examine(notebook: NotebookNode, timeout: float) -> tuple[list[CheckedCell], list[str]]:
    """Run a rebuilt notebook in another process; return what became of its graded cells, and remarks.

    Where an answer never ends it is replaced by a stub, and the rest runs again, so that one endless loop does not
    hide how the other parts are.

    Raises
    ------
    GradingError
        If its process ends without a result.
    """
    cells = {cell.id: cell for cell in notebook.cells if cell.cell_type == "code"}
    endless: set[str] = set()
    remarks: list[str] = []
    while True:
        found, frames = run_beside(notebook, timeout)
        if found is not None:
            return [plain(cell) for cell in found], remarks
        # of the calls that lead there we want the learner's, not the check that began them
        theirs = [(name, line) for name, line in frames if name in cells and not is_graded_code(cells[name])]
        if not theirs or theirs[0][0] in endless:
            raise GradingError(f"its code did not end within {timeout:g} s: is there a loop that never ends?")
        name, line = theirs[0]
        endless.add(name)
        what = f"the cell {name}" if name in solution_cells(notebook) else "a cell of your own"
        remarks.append(f"Line {line} of {what} was still running after {timeout:g} s: does its loop ever end?")
        cells[name].source = stubbed(cells[name].source)


def plain(cell: CheckedCell) -> CheckedCell:
    """Return a graded cell whose message, if an answer did not end, says just that."""
    return replace(cell, message=re.sub(r"it raised TimeoutError.*|TimeoutError: .*", ENDLESS, cell.message))


def stubbed(source: str) -> str:
    r"""Return a cell in which every function of another says that it did not end.

    Examples
    --------
    >>> print(stubbed("def f(x):\n    while True: pass"))
    def f(*args, **kwargs):
        raise TimeoutError
    """
    try:
        names = [node.name for node in ast.parse(source).body if isinstance(node, ast.FunctionDef | ast.ClassDef)]
    except SyntaxError:
        names = []
    return "\n\n".join(f"def {name}(*args, **kwargs):\n    raise TimeoutError" for name in names)


def run_beside(notebook: NotebookNode, timeout: float) -> tuple[list[CheckedCell] | None, list[tuple[str, int]]]:
    """Run a notebook in another process; return its graded cells, or None and the cells and lines where it hung.

    Of those lines the innermost comes first.
    """
    with tempfile.TemporaryDirectory() as folder:
        given, made, stack = (Path(folder) / name for name in ("notebook.json", "checked.json", "stack.txt"))
        given.write_text(json.dumps(notebook), encoding="utf-8")
        command = [sys.executable, "-m", "grading.unprotected", *map(str, (given, made, stack)), str(timeout)]
        try:
            done = subprocess.run(
                command,
                cwd=release.ROOT,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                timeout=timeout + 10,  # the process ends itself earlier, unless it cannot
            )
        except subprocess.TimeoutExpired:
            return None, []
        if made.exists():
            return [CheckedCell(**cell) for cell in json.loads(made.read_text(encoding="utf-8"))], []
        lines = stack.read_text(encoding="utf-8") if stack.exists() else ""
        frames = re.findall(r'File "<([^">]+)>", line (\d+)', lines)
        if frames:
            return None, [(name, int(line)) for name, line in frames]
        raise GradingError(
            f"its code ended the process (exit code {done.returncode}) before the checks were through: does it call "
            "exit(), or use up the memory?"
        )


def child(notebook: str, made: str, stack: str, timeout: str) -> None:
    """Run a notebook in this process and write what became of its graded cells to a file: what `run_beside` starts."""
    with open(stack, "w", encoding="utf-8") as file:
        faulthandler.dump_traceback_later(float(timeout), exit=True, file=file)
        found = run_here(nbformat.read(notebook, as_version=4))
        faulthandler.cancel_dump_traceback_later()
    Path(made).write_text(json.dumps([vars(cell) for cell in found]), encoding="utf-8")


if __name__ == "__main__":
    child(*sys.argv[1:])
