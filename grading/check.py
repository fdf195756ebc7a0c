"""Check one's own notebook: the visible and the hidden checks, part by part, and then the worked solution.

The notebook runs as it would for a mark: in the sandbox, its code in one process and the checks in another. Where this
machine has no sandbox, it runs only if one asks for that, with the rights of whoever starts it: right for a learner
and their own code, and for nobody else's.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from nbformat import NotebookNode
from rich.console import Console
from rich.markup import escape
from rich.syntax import Syntax
from rich.table import Table

from grading import engine, intake, sandbox, unprotected, verdicts
from grading.bank import is_graded_code, solution_cells
from grading.master import Master, cells_to_run, master_of, rebuild
from grading.notebooks import GradingError, find_master, nbgrader_settings
from grading.one_process import CheckedCell
from tools import release

__all__ = ["Outcome", "examine", "run"]

ENDS = {
    "timeout": unprotected.ENDLESS,
    "crashed": (
        "its code ended the process: does it call exit(), use up the memory, or catch every error in an endless loop?"
    ),
}


@dataclass(frozen=True)
class Outcome:
    """What became of a learner's notebook.

    Attributes
    ----------
    cells : list of CheckedCell
        Every graded code cell, in order.
    remarks : list of str
        What the learner should know besides.
    """

    cells: list[CheckedCell]
    remarks: list[str]


def remarks_on_origin(submitted: intake.SubmittedNotebook, master: NotebookNode) -> list[str]:
    """Return remarks on where a notebook comes from and what it lacks, if it can be checked.

    Raises
    ------
    GradingError
        If it belongs to another exercise, or to a release with other parts.
    """
    exercise = master.metadata.course.assignment
    if submitted.assignment not in (None, exercise):
        raise GradingError(f"it is exercise {submitted.assignment}, not {exercise}: name the exercise it belongs to")
    found = {cell.claims for cell in submitted.cells}
    missing = [name for name in solution_cells(master) if name not in found]
    is_old = submitted.release not in (None, master.metadata.course.release)
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


def examine(
    submitted: intake.SubmittedNotebook,
    master: NotebookNode,
    timeout: float = 30,
    files: dict[str, bytes] | None = None,
    run_without_protection: bool = False,
) -> Outcome:
    """Run the master's checks on a learner's answers, as `grade` does.

    Parameters
    ----------
    submitted : SubmittedNotebook
        The learner's, as intake reads it.
    master : NotebookNode
        With its hidden checks.
    timeout : float, default 30
        Seconds for one cell.
    files : dict of str to bytes, optional
        What lies beside the notebook.
    run_without_protection : bool, default False
        Go on where nothing keeps the notebook's code from this machine's files.

    Returns
    -------
    Outcome

    Raises
    ------
    GradingError
        If the notebook is none of this exercise, or nothing protects this machine and that was not asked for.
    """
    is_protected = bool(sandbox.working_layers() & sandbox.PROTECTING)
    if not is_protected and not run_without_protection:
        raise GradingError(
            "nothing on this machine keeps the notebook's code from reading and changing your files (`python -m "
            "grading doctor` tells more); if you wrote all of it yourself, give --run-without-protection"
        )
    remarks = remarks_on_origin(submitted, master)
    entry = master_of(master)
    whole, notes = rebuild(submitted, entry)
    if not is_protected:
        found, more = unprotected.examine(whole, timeout)
        return Outcome(found, remarks + more)
    return Outcome(*run_sandboxed(whole, entry, notes, timeout, files or {}, remarks))


def run_sandboxed(
    whole: NotebookNode, entry: Master, notes: dict, timeout: float, files: dict, remarks: list[str]
) -> tuple[list[CheckedCell], list[str]]:
    """Run a rebuilt notebook through the engine; return its graded cells, and the remarks with those on its run."""
    indices, cells = cells_to_run(whole, entry)
    # a learner waits for their own notebook alone, so that one endless loop need not cost the parts after it
    job = engine.Job(cells, files, entry.names, entry.setup, True, timeout, timeout * len(cells), entry.modules)
    try:
        results = engine.run_job(job)
    except engine.EngineError as error:
        raise GradingError(f"the sandbox did not work ({verdicts.plain(error)})") from None
    found, remarks = [], list(remarks)
    for index, result in zip(indices, results):
        cell, status = whole.cells[index], result["status"] if result else {"value": None}
        settings = nbgrader_settings(cell)
        if is_graded_code(cell):
            name, points = settings["grade_id"], float(settings["points"])
            judged = verdicts.judge(name, status, points, notes.get(name))
            message = ENDS.get(str(judged.verdict), judged.reason) or str(judged.verdict)
            passed = judged.verdict is verdicts.Verdict.PASSED
            found.append(CheckedCell(name, points, passed, "" if passed else message))
        elif "timeout" in status or ("crashed" in status and status["crashed"] != engine.NOT_RUN):
            what = f"The cell {settings['grade_id']}" if settings else "A cell of your own"
            late, ended = f"was still running after {timeout:g} s: does its loop ever end?", "ended the process."
            remarks.append(f"{what} {late if 'timeout' in status else ended}")
        elif settings.get("solution") and status.get("error"):  # its checks can only say that a name is missing
            remarks.append(
                f"The cell {settings['grade_id']} raised {status['error'][0]}: run it in Jupyter to see where and why."
            )
    return found, remarks


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


def printable(message: str) -> str:
    r"""Return a message without anything that a terminal would act on: it may quote what an answer raised.

    Examples
    --------
    >>> printable("it raised ValueError (\x1b[2J)\nand more")
    'it raised ValueError ( [2J)\nand more'
    """
    return "".join(c if c.isprintable() or c == "\n" else " " for c in message)


def show(outcome: Outcome, master: NotebookNode, console: Console) -> None:
    """Print the table, part by part, and the message of each failure."""
    checked = {cell.grade_id: cell for cell in outcome.cells}
    table = Table(title=str(master.metadata.course.assignment), title_justify="left", show_lines=True)
    table.add_column("part")
    table.add_column("points", justify="right", no_wrap=True)
    table.add_column("what the checks say", ratio=1)
    for part, names in parts(master).items():
        own = [checked[name] for name in names]
        # the same diagnosis often comes from several cells of a part: once is enough
        messages = list(dict.fromkeys(printable(c.message.removeprefix(f"{part}: ")) for c in own if not c.passed))
        points = f"{sum(c.earned for c in own):g} of {sum(c.points for c in own):g}"
        table.add_row(escape(part), points, escape("\n".join(messages)) if messages else "all passed")
    console.print(table)
    earned, possible = (sum(getattr(c, name) for c in outcome.cells) for name in ("earned", "points"))
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


def run(
    exercise: str,
    file: Path,
    timeout: float = 30,
    solution: bool | None = None,
    root: Path = release.ROOT,
    run_without_protection: bool = False,
) -> int:
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
        master_file = find_master(exercise, root)
        master = release.read_master(master_file)
    except release.ReleaseError as error:
        raise GradingError(str(error)) from None
    file = file.expanduser()
    if not file.is_file():
        raise GradingError(f"there is no notebook {file}")
    try:
        files = {path.name: path.read_bytes() for path in release.data_beside(master_file)}
        submitted = intake.parse_notebook(intake.read_file(file.resolve()))
        console.print(f"Running the code of {file} on this machine.", markup=False, highlight=False, soft_wrap=True)
        outcome = examine(submitted, master, timeout, files, run_without_protection)
    except (GradingError, intake.SetAside) as error:
        raise GradingError(f"{file}: {error}") from None
    show(outcome, master, console)
    if wants_solution(solution):
        for name, text, is_code in worked_solution(master):
            console.rule(escape(name), align="left")
            code = Syntax(text, "python", background_color="default", word_wrap=True)
            console.print(code if is_code else escape(text), soft_wrap=not is_code)
    elif solution is None:
        option = "ARGS=--solution" if "MAKELEVEL" in os.environ else "--solution"
        console.print(f"{option} shows the worked solution of each part.", markup=False, highlight=False)
    return 0
