"""Check one's own notebook: the visible and the hidden checks, part by part, and then the worked solution.

The notebook's code runs in a process of its own on this machine, with the rights of whoever starts it: that is right
for a learner and their own code, and for nobody else's.
"""

from __future__ import annotations

import ast
import faulthandler
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from rich.console import Console
from rich.markup import escape
from rich.syntax import Syntax
from rich.table import Table

from grading.bank import answered, is_graded_code, solution_cells
from grading.notebooks import GradingError, find_master, nbgrader_settings, read_notebook
from grading.one_process import Verdict
from grading.one_process import run as run_here
from tools import release

__all__ = ["Outcome", "examine", "run"]

STUB = "raise NotImplementedError"
ENDLESS = "it did not end in time: is there a loop that never ends?"


@dataclass(frozen=True)
class Outcome:
    """What became of a learner's notebook.

    Attributes
    ----------
    verdicts : list of Verdict
        One for each graded code cell, in order.
    remarks : list of str
        What the learner should know besides.
    """

    verdicts: list[Verdict]
    remarks: list[str]


def with_answers(master: NotebookNode, notebook: NotebookNode) -> NotebookNode:
    """Return the master with a learner's answers, and the code cells that they added, in place of its own.

    A solution cell that the learner has deleted becomes a stub: the master's answer must not stand in for it. Of
    everything else in the notebook nothing is taken, so edited checks count for nothing.
    """
    places = solution_cells(master)
    known = {cell.id for cell in master.cells}
    answers = dict.fromkeys(places, STUB)
    added: dict[str | None, list[NotebookNode]] = {}
    after = None
    for cell in notebook.cells:
        name = nbgrader_settings(cell).get("grade_id") or cell.get("id")
        if name in known:
            after = name
        if name in places:
            answers[name] = cell.source
        elif name not in known and cell.cell_type == "code":
            added.setdefault(after, []).append(nbformat.v4.new_code_cell(cell.source))
    result = answered(master, answers)
    result.cells = [*added.get(None, []), *(c for cell in result.cells for c in (cell, *added.get(cell.id, [])))]
    return result


def refuse(notebook: NotebookNode, master: NotebookNode) -> list[str]:
    """Return remarks on a notebook that can be checked.

    Raises
    ------
    GradingError
        If it belongs to another exercise, or to a release with other parts.
    """
    exercise = master.metadata.course.assignment
    course = notebook.metadata.get("course", {})
    course = course if isinstance(course, dict) else {}
    if course.get("assignment", exercise) != exercise:
        raise GradingError(f"it is exercise {course['assignment']}, not {exercise}: name the exercise it belongs to")
    found = {nbgrader_settings(cell).get("grade_id") for cell in notebook.cells}
    missing = [name for name in solution_cells(master) if name not in found]
    is_old = course.get("release") not in (None, master.metadata.course.release)
    if len(missing) == len(solution_cells(master)):
        raise GradingError(f"it has no answer cell of exercise {exercise}: is it another notebook?")
    if missing and is_old:
        raise GradingError(
            f"it comes from another release of {exercise}, which had no {missing[0]}: copy your answers into today's "
            "notebook and check that"
        )
    remarks = []
    if is_old:
        remarks.append(f"Your notebook comes from another release of {exercise}; the checks are those of today's.")
    if missing:
        remarks.append(f"Your notebook lacks the cell of {', '.join(missing)}: it counts as not answered.")
    return remarks


# -- running -------------------------------------------------------------------------------------------------------


def examine(notebook: NotebookNode, master: NotebookNode, timeout: float = 60) -> Outcome:
    """Run the master's checks on a learner's answers, in another process.

    Where an answer never ends it is replaced by a stub, and the rest runs again, so that one endless loop does not
    hide how the other parts are.

    Parameters
    ----------
    notebook : NotebookNode
        The learner's.
    master : NotebookNode
        With its hidden checks.
    timeout : float, default 60
        Seconds for one run.

    Raises
    ------
    GradingError
        If the notebook is none of this exercise, or its process ends without a result.
    """
    remarks = refuse(notebook, master)
    whole = with_answers(master, notebook)
    cells = {cell.id: cell for cell in whole.cells if cell.cell_type == "code"}
    endless: set[str] = set()
    while True:
        verdicts, frames = run_beside(whole, timeout)
        if verdicts is not None:
            return Outcome([plain(verdict) for verdict in verdicts], remarks)
        # of the calls that lead there we want the learner's, not the check that began them
        theirs = [(name, line) for name, line in frames if name in cells and not is_graded_code(cells[name])]
        if not theirs or theirs[0][0] in endless:
            raise GradingError(f"its code did not end within {timeout:g} s: is there a loop that never ends?")
        name, line = theirs[0]
        endless.add(name)
        what = f"the cell {name}" if name in solution_cells(master) else "a cell of your own"
        remarks.append(f"Line {line} of {what} was still running after {timeout:g} s: does its loop ever end?")
        cells[name].source = stubbed(cells[name].source)


def plain(verdict: Verdict) -> Verdict:
    """Return a verdict that, if an answer did not end, says just that."""
    return replace(verdict, message=re.sub(r"it raised TimeoutError.*|TimeoutError: .*", ENDLESS, verdict.message))


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


def run_beside(notebook: NotebookNode, timeout: float) -> tuple[list[Verdict] | None, list[tuple[str, int]]]:
    """Run a notebook in another process; return its verdicts, or None and the cells and lines where it hung.

    Of those lines the innermost comes first.
    """
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / name for name in ("notebook.json", "verdicts.json", "stack.txt")]
        paths[0].write_text(json.dumps(notebook), encoding="utf-8")
        command = [sys.executable, "-m", "grading.check", *map(str, paths), str(timeout)]
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
        if paths[1].exists():
            return [Verdict(**verdict) for verdict in json.loads(paths[1].read_text(encoding="utf-8"))], []
        stack = paths[2].read_text(encoding="utf-8") if paths[2].exists() else ""
        frames = re.findall(r'File "<([^">]+)>", line (\d+)', stack)
        if frames:
            return None, [(name, int(line)) for name, line in frames]
        raise GradingError(
            f"its code ended the process (exit code {done.returncode}) before the checks were through: does it call "
            "exit(), or use up the memory?"
        )


def child(notebook: str, verdicts: str, stack: str, timeout: str) -> None:
    """Run a notebook in this process and write the verdicts to a file: what `run_beside` starts."""
    with open(stack, "w", encoding="utf-8") as file:
        faulthandler.dump_traceback_later(float(timeout), exit=True, file=file)
        found = run_here(nbformat.read(notebook, as_version=4))
        faulthandler.cancel_dump_traceback_later()
    Path(verdicts).write_text(json.dumps([vars(verdict) for verdict in found]), encoding="utf-8")


# -- what the learner reads ----------------------------------------------------------------------------------------


def parts(master: NotebookNode) -> dict[str, list[str]]:
    """Return the graded code cells of each part, by the name that its checks are made with."""
    found: dict[str, list[str]] = {}
    before = ""
    for cell in master.cells:
        if nbgrader_settings(cell).get("solution"):
            before = cell.id
        if is_graded_code(cell):
            named = re.search(r"Check\(\s*[\"']([^\"']+)[\"']", cell.source)
            found.setdefault(named[1] if named else before, []).append(cell.id)
    return found


def show(outcome: Outcome, master: NotebookNode, console: Console) -> None:
    """Print the table, part by part, and the message of each failure."""
    verdicts = {verdict.grade_id: verdict for verdict in outcome.verdicts}
    table = Table(title=str(master.metadata.course.assignment), title_justify="left", show_lines=True)
    table.add_column("part")
    table.add_column("points", justify="right", no_wrap=True)
    table.add_column("what the checks say", ratio=1)
    for part, names in parts(master).items():
        own = [verdicts[name] for name in names]
        # the same diagnosis often comes from several cells of a part: once is enough
        messages = list(dict.fromkeys(v.message.removeprefix(f"{part}: ") for v in own if not v.passed))
        points = f"{sum(v.earned for v in own):g} of {sum(v.points for v in own):g}"
        table.add_row(escape(part), points, escape("\n".join(messages)) if messages else "all passed")
    console.print(table)
    earned, possible = (sum(getattr(v, name) for v in outcome.verdicts) for name in ("earned", "points"))
    console.print(f"Automatic points: {earned:g} of {possible:g}.", highlight=False)
    for cell in master.cells:
        points = nbgrader_settings(cell).get("points")
        if release.is_by_hand(nbgrader_settings(cell)):
            console.print(
                f"{cell.id} ({points:g} points) is read by a person: compare yours with the worked solution.",
                highlight=False,
                soft_wrap=True,
            )
    for remark in outcome.remarks:
        console.print(remark, markup=False, highlight=False, soft_wrap=True)


def worked_solution(master: NotebookNode) -> Iterator[tuple[str, str, bool]]:
    """Yield name, text and whether it is code for each solution cell of the master, without the markers."""
    for name, cell in solution_cells(master).items():
        lines = [line for line in cell.source.splitlines() if not any(mark in line for mark in release.MARKERS)]
        yield name, "\n".join(lines).strip(), cell.cell_type == "code"


def wants_solution(asked: bool | None) -> bool:
    """Return whether to show the worked solution; on a terminal, ask who has not said."""
    if asked is not None or not (sys.stdin.isatty() and sys.stdout.isatty()):
        return bool(asked)
    try:
        return input("\nShow the worked solution of each part? [y/N] ").strip().lower() in ("y", "yes")
    except EOFError:
        return False


def run(exercise: str, file: Path, timeout: float = 60, solution: bool | None = None, root: Path = release.ROOT) -> int:
    """Check a learner's notebook and tell: `python -m grading check`.

    Returns
    -------
    int
        0, whatever the points are.

    Raises
    ------
    GradingError
        If the notebook cannot be checked.
    """
    console = Console()
    try:
        master = release.read_master(find_master(exercise, root))
    except release.ReleaseError as error:
        raise GradingError(str(error)) from None
    file = file.expanduser()
    if not file.is_file():
        raise GradingError(f"there is no notebook {file}")
    try:
        notebook = read_notebook(file)
        console.print(f"Running the code of {file} on this machine.", markup=False, highlight=False, soft_wrap=True)
        outcome = examine(notebook, master, timeout)
    except GradingError as error:
        raise GradingError(f"{file}: {error}") from None
    show(outcome, master, console)
    if wants_solution(solution):
        for name, text, is_code in worked_solution(master):
            console.rule(escape(name), align="left")
            code = Syntax(text, "python", background_color="default", word_wrap=True)
            console.print(code if is_code else escape(text), soft_wrap=not is_code)
    elif solution is None:
        console.print("--solution shows the worked solution of each part.", markup=False, highlight=False)
    return 0


if __name__ == "__main__":
    child(*sys.argv[1:])
