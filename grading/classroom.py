"""Grade a class: which submissions are new, what became of them, and the marks as tables.

The gradebook, the graded notebooks and the feedback are nbgrader's, and the records of verdicts say which submissions a
second run need not grade again. Around them this module keeps one file of its own, `marks/NN-slug.state.json`: which
master the gradebook has, and of each student why there is no mark, what is to be remarked, and for which marks the
feedback was written.
"""

from __future__ import annotations

import csv
import glob
import io
import json
import math
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, TextColumn, TimeRemainingColumn
from rich.text import Text
from sqlalchemy.exc import DBAPIError
from traitlets.config import Config

from grading import batch, feedback, settings, verdicts
from grading.bank import is_graded_code
from grading.disk import is_full, naming
from grading.lock import Busy, only_grader
from grading.marks import BY_HAND, FAILED, GRADED, NOTHING, WAITING, Mark
from grading.notebooks import GradingError, find_master, nbgrader_settings
from grading.report import as_json, show, show_next_steps, summary
from tools import release

__all__ = ["Classroom", "run"]

NOT_TO_BLAME = (
    "No submission is to blame. `python -m grading doctor` tries the engine, and grading.log has the whole story; "
    "start again to go on."
)
OUTDATED = "the submission or the exercise has changed since it was graded"
EXCLUDED = "left out by CourseDirectory.student_id_exclude"


# -- submissions ---------------------------------------------------------------------------------------------------


def fingerprint(folder: Path) -> str:
    """Return a hash of the files beneath a folder, names included."""
    digest = sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        digest.update(f"{path.relative_to(folder).as_posix()}\0{path.stat().st_size}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def write_text(path: Path, text: str) -> None:
    """Write a file whole or not at all.

    Raises
    ------
    GradingError
        If it cannot be written, except on a full disk, which concerns more than this file.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name)
        try:
            with naming(path), os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
                file.write(text)
            os.replace(name, path)
        except BaseException:
            os.unlink(name)
            raise
    except OSError as error:
        if is_full(error):
            raise
        hint = ": is it open in another program?" if isinstance(error, PermissionError) else ""
        raise GradingError(f"{path} cannot be written ({error.strerror}){hint}") from None


# -- one class -----------------------------------------------------------------------------------------------------


class Rate(ProgressColumn):
    """Submissions a second."""

    def render(self, task) -> Text:
        """Return the text for one moment."""
        return Text(f"{task.speed:.2f}/s" if task.speed else "")


class Student(ProgressColumn):
    """Whose submission is being graded."""

    def render(self, task) -> Text:
        """Return the text for one moment."""
        return Text(task.fields["student"])


class Classroom:
    """One assignment in one class directory.

    Parameters
    ----------
    directory : Path
        Holds ``submitted/STUDENT/NN-slug/slug.ipynb``.
    assignment : str
        For example 01-neurons.
    root : Path
        The checkout, with the masters.
    engine : dict, optional
        Settings of `autograde.SandboxExporter` for this run: workers, run_without_protection.

    Raises
    ------
    GradingError
        If the directory is no class directory, lies where git would take it up, or there is no such exercise.
    """

    def __init__(self, directory: Path, assignment: str, root: Path = release.ROOT, engine: dict | None = None):
        self.engine = engine or {}
        self.outcome: batch.Summary | None = None
        self.excluded: list[str] = []
        self.without_feedback: list[str] = []
        self.directory = directory.expanduser().resolve()
        self.assignment = assignment
        self.root = root
        self.master_file = find_master(assignment, root)
        self.notebook_name = f"{self.master_file.stem}.ipynb"
        self._refuse_strange_directories()
        self.master: NotebookNode | None = None
        self.state_file = self.directory / "marks" / f"{assignment}.state.json"
        self.csv_file = self.directory / "marks" / f"{assignment}.csv"
        self.state = self._read_state()

    def _refuse_strange_directories(self) -> None:
        example = f"submitted/ada/{self.assignment}/{self.notebook_name}"
        if not self.directory.is_dir():
            raise GradingError(
                f"there is no directory {self.directory}; a class directory holds, for example, {example}"
            )
        if not (self.directory / "submitted").is_dir():
            raise GradingError(f"{self.directory} has no submitted/; a class directory holds, for example, {example}")
        if has_wildcard(str(self.directory)):
            raise GradingError(f"nbgrader cannot read names with *, ? or [: rename {self.directory}")
        if self.root in (self.directory, *self.directory.parents) and not is_ignored(self.directory, self.root):
            raise GradingError(
                f"{self.directory} lies in the checkout, where git would take up marks and names: put the class "
                f"directory elsewhere, or below {self.root / 'classes'}, which git ignores"
            )

    def _read_state(self) -> dict:
        try:
            state = json.loads(self.state_file.read_text(encoding="utf-8"))
            return {"master": state["master"], "students": dict(state["students"])}
        except (OSError, ValueError, KeyError, TypeError):  # none yet, or damaged: then everything is new
            return {"master": None, "students": {}}

    def _write_state(self) -> None:
        write_text(self.state_file, json.dumps(self.state, indent=1, sort_keys=True) + "\n")

    # -- the master ------------------------------------------------------------------------------------------------

    def prepare(self) -> None:
        """Bring the masters up to date, here and in the gradebook, and write nbgrader_config.py if there is none.

        Raises
        ------
        GradingError
            If the master is not in order, or the gradebook cannot take it.
        """
        settings.put_alembic_on_path()
        settings.write(self.directory, self.root)
        try:
            source = release.refresh_source(self.master_file, self.root)
        except release.ReleaseError as error:
            raise GradingError(str(error)) from None
        self.master = nbformat.read(source / self.notebook_name, as_version=4)
        release.place(source, self.directory / "source" / self.assignment)
        stamp = fingerprint(source)
        with self._gradebook() as book:
            is_entered = any(known.name == self.assignment for known in book.assignments)
        if stamp == self.state["master"] and is_entered:
            return
        self._enter_assignment()
        # a gradebook that does not know the assignment is a new one: nothing is graded in it
        self.state = {"master": stamp, "students": self.state["students"] if is_entered else {}}
        self._write_state()

    def _enter_assignment(self) -> None:
        from nbgrader.converters import GenerateAssignment

        config = settings.load(self.directory)
        converter = GenerateAssignment(coursedir=settings.course_directory(config, self.assignment), config=config)
        converter.force = True
        with settings.captured_log(converter.log) as log:
            try:
                converter.start()
            except Exception as error:
                if "Cannot add or remove cells" in log.getvalue():
                    raise GradingError(
                        f"the exercise has gained or lost cells since this class was graded, and nbgrader cannot mix "
                        f"the two: grade into a new class directory, or remove {self.directory / 'gradebook.db'} with "
                        "all its marks"
                    ) from None
                raise GradingError(f"nbgrader could not enter the assignment into the gradebook ({error})") from error

    # -- grading ---------------------------------------------------------------------------------------------------

    def students(self) -> list[str]:
        """Return the students that have a directory in submitted/, in order."""
        return sorted(p.name for p in (self.directory / "submitted").iterdir() if p.is_dir() and p.name[0] != ".")

    def submission(self, student: str) -> Path:
        """Return the directory where a student's submission lies, or would lie."""
        return self.directory / "submitted" / student / self.assignment

    def grade(self, student: str | None = None, force: bool = False, console: Console | None = None) -> list[Mark]:
        """Grade what is new or changed, and write the marks.

        Parameters
        ----------
        student : str, optional
            This one alone.
        force : bool, default False
            Grade what is unchanged, too.
        console : Console, optional
            Where the progress bar goes.

        Returns
        -------
        list of Mark
            Of the whole class, in order.

        Raises
        ------
        GradingError
            If there is nothing to grade, or no such student, or another grader is at work on the class, or the
            gradebook is of no use.
        """
        try:
            with only_grader(self.directory):
                return self._grade(student, force, console)
        except Busy as busy:
            raise GradingError(str(busy)) from None
        except DBAPIError as error:
            gradebook = self.directory / "gradebook.db"
            raise GradingError(f"the gradebook, {gradebook}, cannot be used ({error.orig})") from error

    def _grade(self, student: str | None, force: bool, console: Console | None) -> list[Mark]:
        """Grade, with the class held: masters, gradebook, state, feedback and marks belong to one grader at a time."""
        self.state = self._read_state()  # another grader may have ended meanwhile
        students = self.students()
        if student is not None and student not in students:
            raise GradingError(f"{self.directory / 'submitted'} has no student {student}")
        if not any(self.submission(name).is_dir() for name in students):
            raise GradingError(
                f"nobody has handed in {self.assignment}: expected, for example, "
                f"{self.directory / 'submitted' / 'ada' / self.assignment / self.notebook_name}"
            )
        self.prepare()
        where = settings.course_directory(self.configuration(), self.assignment)
        self.excluded, self.without_feedback = where.student_id_exclude.split(","), []
        columns = (
            TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), Rate(), TimeRemainingColumn(), "left",
            Student(),
        )  # fmt: skip
        # a submission may take minutes and the next a blink: only the pace of all so far tells how long the rest takes
        with Progress(*columns, console=console, speed_estimate_period=24 * 3600) as progress:
            self.outcome = self._run(student, force, progress)
            self._take_over(self.outcome, student)
            self._refresh_feedback(progress)
        marks = self.marks()
        self._write_csv(marks)
        return marks

    def _run(self, student: str | None, force: bool, progress: Progress) -> batch.Summary:
        """Have the submissions graded; what keeps everybody's from it is raised."""
        task = progress.add_task("Grading", total=None, student="", visible=False)

        def tell(name, record, done, total):
            progress.update(task, completed=done, total=total, student=name, visible=True)

        outcome = batch.grade_class(
            self.configuration(),
            self.assignment,
            student=student or "*",
            resume=not force,
            on_student=tell,
            is_held=True,
        )
        progress.update(task, student="")
        if outcome.exit_code == batch.INTERRUPTED:
            raise KeyboardInterrupt
        if outcome.exit_code == batch.UNPROTECTED:
            raise GradingError(outcome.problem)
        return outcome

    def configuration(self) -> Config:
        """Return nbgrader's settings of the class, with what this run asks for; what it does not ask for stays."""
        config = settings.load(self.directory)
        config.SandboxExporter.update({name: value for name, value in self.engine.items() if value})
        return config

    def _take_over(self, outcome: batch.Summary, student: str | None) -> None:
        """Note what became of each student, or of the one asked for: what the tables show besides points."""
        for name in self.students():
            record, known = outcome.records.get(name), self.state["students"].get(name)
            if not self.submission(name).is_dir() or name in self.excluded:
                continue
            is_set_aside = bool(record and record["set_aside"] and name not in outcome.problems)
            if name in outcome.problems:
                failed = outcome.problems[name]
            elif is_set_aside:
                failed = record["set_aside"]
            elif name in outcome.graded or name in outcome.skipped:
                failed = ""
            elif outcome.problem and student in (None, name):
                failed = outcome.problem  # it has ended before this one's turn
            elif known is None and record and record["complete"]:
                failed = ""  # graded before, and our own file was lost
            else:
                continue
            is_unchanged = known is not None and name not in outcome.graded
            self.state["students"][name] = {
                "failed": failed,
                "is_set_aside": is_set_aside,
                "remarks": verdicts.remarks_on(record) if record else [],
                "feedback": known.get("feedback") if is_unchanged else None,
            }
        self._write_state()

    def _refresh_feedback(self, progress: Progress) -> None:
        """Write the feedback of whoever has got other points or comments since it was written."""
        config = settings.load(self.directory)
        task = progress.add_task("Feedback", total=len(self.state["students"]), student="")
        with self._gradebook() as book:
            for student, entry in progress.track(self.state["students"].items(), task_id=task):
                aside = entry["failed"] if entry.get("is_set_aside") else None
                if aside or not entry["failed"]:
                    self._refresh_page(config, student, entry, aside, self._submitted(book, student))
        self._write_state()

    def _refresh_page(self, config: Config, student: str, entry: dict, aside: str | None, submitted) -> None:
        folder = self.directory / "autograded" / student / self.assignment
        written = self.directory / "feedback" / student / self.assignment
        if submitted is None or not folder.is_dir():
            if aside:
                page = written / f"{self.master_file.stem}.html"
                write_text(page, feedback.set_aside_page(self.assignment, aside))
            return
        grades, comments = self._points_and_comments(submitted)
        now = sha256(json.dumps([grades, comments, aside], sort_keys=True).encode()).hexdigest()[:16]
        if now == entry["feedback"] and written.is_dir():
            return
        if problem := feedback.write(config, self.assignment, student):
            entry["remarks"] = [*entry["remarks"], f"no feedback ({problem})"]
            self.without_feedback.append(student)
        else:
            entry["feedback"] = now

    # -- marks -----------------------------------------------------------------------------------------------------

    def _gradebook(self):
        from nbgrader.api import Gradebook

        where = settings.course_directory(settings.load(self.directory), self.assignment)
        return Gradebook(where.db_url, where.course_id)

    def _submitted(self, book, student: str):
        """Return the gradebook's entry of a submission, None if it has been removed there."""
        from nbgrader.api import MissingEntry

        try:
            return book.find_submission_notebook(self.master_file.stem, self.assignment, student)
        except MissingEntry:
            return None

    def _points_and_comments(self, notebook) -> tuple[dict, dict]:
        grades = {g.name: (g.auto_score, g.manual_score, g.extra_credit, g.needs_manual_grade) for g in notebook.grades}
        return grades, {comment.name: comment.comment for comment in notebook.comments}

    def graded_cells(self) -> dict[str, float]:
        """Return the points of each graded cell of the master, in order."""
        found = ((cell.id, nbgrader_settings(cell)) for cell in self.master.cells)
        return {name: float(set["points"]) for name, set in found if set.get("grade") or set.get("task")}

    def marks(self) -> list[Mark]:
        """Return what everybody has, from the gradebook."""
        records = verdicts.Records(self.directory, self.assignment)
        with self._gradebook() as book:
            marks = [self._mark(book, student) for student in self.students()]
        for mark in marks:
            if mark.is_graded and mark.student in records:
                mark.verdicts = verdicts.ends_of(records[mark.student])
        return marks

    def _mark(self, book, student: str) -> Mark:
        entry, submitted = self.state["students"].get(student), self._submitted(book, student)
        if not self.submission(student).is_dir():
            return self._without_marks(student, NOTHING, "", submitted)
        if entry is None:
            return Mark(student, WAITING, EXCLUDED if student in self.excluded else "")
        if entry["failed"]:
            status = FAILED if entry.get("is_set_aside", True) else WAITING
            return self._without_marks(student, status, entry["failed"], submitted)
        if self.outcome and student in self.outcome.outdated:
            return self._without_marks(student, WAITING, OUTDATED, submitted)
        if submitted is None:
            return Mark(student, WAITING, "it was removed from the gradebook; --force grades it again")
        return self._mark_of(student, entry["remarks"], submitted)

    def _without_marks(self, student: str, status: str, reason: str, submitted) -> Mark:
        """Return a mark without points: those that the gradebook has from before are named, not given."""
        before = self._mark_of(student, [], submitted) if submitted is not None else Mark(student, status)
        if all(points is None for points in before.cells.values()):
            return Mark(student, status, reason)
        words = f"the gradebook keeps {before.total:g} points from before"
        return Mark(student, status, f"{reason}; {words}" if reason else words, earlier=before.total)

    def _mark_of(self, student: str, remarks: list[str], submitted) -> Mark:
        """Return the mark that the gradebook has."""
        grades, _ = self._points_and_comments(submitted)
        run = {cell.id for cell in self.master.cells if is_graded_code(cell)}
        cells = {}
        for name in self.graded_cells():
            auto, manual, extra, _ = grades.get(name, (None,) * 4)
            given = manual if manual is not None else auto
            cells[name] = None if given is None else given + (extra or 0.0)
        waits = any(waiting for *_, waiting in grades.values())
        handed_in = submitted.assignment
        is_dated = handed_in.timestamp is not None and handed_in.duedate is not None
        read = [points for name, points in cells.items() if name not in run]
        automatic = sum(points or 0.0 for name, points in cells.items() if name in run)
        return Mark(
            student,
            BY_HAND if waits else GRADED,
            "; ".join(remarks),
            cells,
            automatic,
            None if None in read else sum(read),
            max(0.0, automatic + sum(points or 0.0 for points in read) - (submitted.late_submission_penalty or 0.0)),
            late=handed_in.total_seconds_late if is_dated else None,
        )

    def _write_csv(self, marks: Iterable[Mark]) -> None:
        names = list(self.graded_cells())
        columns = ("automatic", "manual", "total", "max", "late_hours", "status", "remarks")
        lines = [["student", *names, *columns]]
        for mark in marks:
            hours = None if mark.late is None else math.ceil(mark.late / 36) / 100  # no second late may read as 0
            points = [mark.cells.get(name) for name in names] + [mark.automatic, mark.manual, mark.total]
            numbers = ["" if value is None else f"{value:g}" for value in (*points, self.maximum, hours)]
            lines.append([as_text(mark.student), *numbers, mark.status, as_text(mark.remarks)])
        text = io.StringIO(newline="")
        csv.writer(text, lineterminator="\r\n").writerows(lines)
        write_text(self.csv_file, text.getvalue())

    @property
    def maximum(self) -> float:
        """The points of a faultless answer."""
        return sum(self.graded_cells().values())

    @property
    def automatic_maximum(self) -> float:
        """The points that running the notebook can give."""
        return sum(nbgrader_settings(cell)["points"] for cell in self.master.cells if is_graded_code(cell))


def as_text(value: str) -> str:
    """Return a field of the CSV that no spreadsheet takes for a formula: an apostrophe goes ahead of what begins one.

    Examples
    --------
    >>> [as_text(value) for value in ("ada", "=1+1", "-2", "late")]
    ['ada', "'=1+1", "'-2", 'late']
    """
    return f"'{value}" if value.startswith(("=", "+", "-", "@", "\t", "\r")) else value


def has_wildcard(name: str) -> bool:
    """Return whether nbgrader would take a name for a pattern."""
    return glob.escape(name) != name


def is_ignored(path: Path, root: Path) -> bool:
    """Return whether git ignores what lies in a directory of the checkout, or does not watch the checkout at all."""
    try:
        run = subprocess.run(
            ["git", "check-ignore", "-q", str(path / "submitted" / "student")], cwd=root, capture_output=True
        )
    except OSError:
        return True  # there is no git here that could take anything up
    return run.returncode in (0, 128)  # 128: this is no repository


# -- the whole command --------------------------------------------------------------------------------------------


def run(
    directory: Path,
    assignment: str,
    student: str | None = None,
    json_file: Path | None = None,
    force: bool = False,
    root: Path = release.ROOT,
    engine: dict | None = None,
) -> int:
    """Grade a class and tell about it: `python -m grading grade`.

    Returns
    -------
    int
        0 if all that was handed in could be graded and has its feedback, 4 if the engine has failed, otherwise 3.

    Raises
    ------
    GradingError
        If it cannot start.
    """
    console = Console()
    since = time.monotonic()
    room = Classroom(directory, assignment, root, engine)
    marks = room.grade(student, force, console)
    figures = summary(room, marks, time.monotonic() - since)
    show(room, marks, figures, console)
    if json_file:
        write_text(json_file.expanduser().absolute(), as_json(room, marks, figures))
    if room.outcome.exit_code == batch.ENGINE_FAILED:
        print(f"grade: {room.outcome.problem}. {NOT_TO_BLAME}", file=sys.stderr)
        return 4
    show_next_steps(room, figures, console)
    return 3 if figures["cannot_be_graded"] or room.outcome.problems or room.without_feedback else 0
