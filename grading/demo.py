"""The instructor's tour: a class made of the bank's answers, graded, each mark beside what the bank expects.

A few of the class are hostile or broken: what they may get stands beside what they got, too.
"""

from __future__ import annotations

import shutil
import tempfile
import time
from collections import Counter
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from grading import hostile, settings, verdicts
from grading.bank import answered, is_graded_code, read_bank, solution_cells
from grading.classroom import Classroom
from grading.marks import Mark
from grading.notebooks import GradingError, find_master, known_assignments
from grading.report import show, show_next_steps, summary
from tools import release

__all__ = ["Made", "expected_marks", "fill", "run"]

DEFAULT = "_build/demo-class"
SIGN = "made-by-demo.txt"  # what lies in a directory that we may empty
CELL_TIMEOUT = 10.0  # seconds: nobody wants to wait longer for the endless loop of a tour
MASTERS_ANSWER, UNTOUCHED = "the_masters_answer", "untouched_release"


class Made:
    """The notebooks of a made-up class.

    Parameters
    ----------
    assignment : str
        For example 01-neurons.
    root : Path
        The checkout.

    Raises
    ------
    GradingError
        If there is no such exercise, or its master is not in order.
    """

    def __init__(self, assignment: str, root: Path = release.ROOT):
        master_file = find_master(assignment, root)
        self.name = f"{master_file.stem}.ipynb"
        try:
            self.master = release.read_master(master_file)
            with tempfile.TemporaryDirectory() as folder:
                release.make(master_file, Path(folder).resolve(), root)
                self.released = nbformat.read(Path(folder) / "release" / assignment / self.name, as_version=4)
        except release.ReleaseError as error:
            raise GradingError(str(error)) from None
        self.bank = read_bank(root / "tests" / "wrong_answers" / assignment)
        self.answers = {name: without_markers(cell.source) for name, cell in solution_cells(self.master).items()}

    def hostile(self) -> dict[str, hostile.Hostile]:
        """Return what the hostile students of the class hand in."""
        return hostile.make(self.released, self.answers)

    def submissions(self) -> dict[str, NotebookNode]:
        """Return what each made-up student hands in: a release with its answers filled in."""
        made = {answer.name: answered(self.released, self.answers | answer.cells) for answer in self.bank}
        made[MASTERS_ANSWER] = answered(self.released, self.answers)
        made[UNTOUCHED] = self.released
        return made


def without_markers(source: str) -> str:
    """Return a solution cell as a student would have written it."""
    return "\n".join(line for line in source.splitlines() if not any(mark in line for mark in release.MARKERS))


def expected_marks(made: Made) -> dict[str, float]:
    """Return the automatic points that each made-up student should get, by the bank's docstrings."""
    points = {cell.id: cell.metadata["nbgrader"]["points"] for cell in made.master.cells if is_graded_code(cell)}
    everything = float(sum(points.values()))
    expected = {answer.name: everything - sum(points[name] for name in answer.loses) for answer in made.bank}
    return expected | {MASTERS_ANSWER: everything, UNTOUCHED: 0.0}


def fill(directory: Path, assignment: str, made: Made, only: set[str] | None = None) -> None:
    """Hand in for the made-up students; what has not changed is not written again.

    Parameters
    ----------
    directory : Path
        The class directory.
    assignment : str
        For example 01-neurons.
    made : Made
        The notebooks.
    only : set of str, optional
        These students alone.
    """
    texts = {student: hostile.as_text(notebook) for student, notebook in made.submissions().items()}
    texts |= {student: one.text for student, one in made.hostile().items()}
    for student, text in texts.items():
        if only is None or student in only:
            path = directory / "submitted" / student / assignment / made.name
            if not path.exists() or path.read_text(encoding="utf-8") != text:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")


def make_room(directory: Path, keep: bool) -> None:
    """Create the directory; empty an earlier demo unless it shall be kept.

    Raises
    ------
    GradingError
        If something else lies there.
    """
    if directory.exists() and (not directory.is_dir() or any(directory.iterdir())):
        if not (directory / SIGN).is_file():
            raise GradingError(
                f"{directory} holds something that the demo did not make: name another directory by --class"
            )
        if not keep:
            shutil.rmtree(directory)
    directory.mkdir(parents=True, exist_ok=True)
    (directory / SIGN).write_text("The demo made this directory and empties it when it starts again.\n")


def show_marks(marks: list[Mark], expected: dict[str, float], console: Console) -> list[str]:
    """Print each mark beside the expected one; return the students whose marks differ."""
    table = Table(title="What the bank's answers got", title_justify="left")
    table.add_column("student", no_wrap=True)
    table.add_column("got", justify="right")  # a short word, so that 80 columns hold the names
    table.add_column("expected", justify="right")
    table.add_column("loses", overflow="fold")
    different = []
    for mark in marks:
        if mark.student not in expected:
            continue
        right = expected[mark.student]
        lost = [name for name, points in mark.cells.items() if points == 0]
        if mark.automatic != right:
            different.append(mark.student)
        got = "none" if mark.automatic is None else f"{mark.automatic:g}"
        note = "everything" if mark.automatic == 0 else "\n".join(lost)
        wanted = f"{right:g}"
        table.add_row(escape(mark.student), got, wanted if mark.automatic == right else f"[bold]{wanted}[/]", note)
    console.print(table)
    return different


def show_hostile(
    room: Classroom, marks: list[Mark], expected: dict[str, hostile.Hostile], console: Console
) -> list[str]:
    """Print what became of each hostile submission; return the students who got something else than they should."""
    table = Table(title="What the hostile ones got", title_justify="left")
    table.add_column("student", no_wrap=True)
    table.add_column("tries", overflow="fold")
    table.add_column("got", justify="right")
    table.add_column("expected", justify="right")
    table.add_column("verdicts", overflow="fold")
    by_student, different = {mark.student: mark for mark in marks}, []
    for student, one in expected.items():
        mark = by_student[student]
        ends = Counter(end["verdict"] for end in mark.verdicts.values())
        if not mark.is_graded:
            ends = Counter([str(verdicts.Verdict.SET_ASIDE)])
        if mark.automatic != one.points or one.verdict not in ends or leaks(room, student):
            different.append(student)
        points = ("none" if value is None else f"{value:g}" for value in (mark.automatic, one.points))
        words = ", ".join(f"{verdict} {count}" for verdict, count in ends.items())
        table.add_row(escape(student), escape(one.tries), *points, words)
    console.print(table)
    return different


def leaks(room: Classroom, student: str) -> bool:
    """Return whether a submission could print something of the gradebook's."""
    path = room.directory / "autograded" / student / room.assignment / room.notebook_name
    if not path.is_file():
        return False
    cells = nbformat.read(path, as_version=4).cells
    return any(hostile.LEAK in str(cell.get("outputs", "")) for cell in cells)


def run(directory: Path | None, assignment: str | None, keep: bool = False, root: Path = release.ROOT) -> int:
    """Make a class, grade it, and show the way to everything: `python -m grading demo`.

    Returns
    -------
    int
        0 if every mark is what it should be, otherwise 3.

    Raises
    ------
    GradingError
        If it cannot start.
    """
    console = Console()
    since = time.monotonic()
    directory = (directory or root / DEFAULT).expanduser().resolve()
    known = known_assignments(root)
    assignment = assignment or next((n for n in known if (root / "tests" / "wrong_answers" / n).is_dir()), "01-neurons")
    made = Made(assignment, root)
    if not made.bank:
        raise GradingError(f"{assignment} has no bank of answers in tests/wrong_answers, so there is no class to make")
    make_room(directory, keep)
    fill(directory, assignment, made)
    settings.write(directory, root)
    console.print(
        f"A class of {len(made.bank) + 2 + len(made.hostile())}: each hands in one answer of the bank, one the "
        "master's, one nothing at all; and a few are hostile or broken.",
        highlight=False,
        soft_wrap=True,
    )
    room = Classroom(directory, assignment, root, {"timeout": CELL_TIMEOUT})
    marks = room.grade(console=console)
    different = show_marks(marks, expected_marks(made), console)
    different += show_hostile(room, marks, made.hostile(), console)
    figures = summary(room, marks, time.monotonic() - since)
    show(room, marks, figures, console)
    show_next_steps(room, figures, console)
    if different:
        console.print(f"Not what was expected: {', '.join(different)}", markup=False, highlight=False)
    return 3 if different else 0
