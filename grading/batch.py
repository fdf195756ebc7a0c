"""Grading a whole class: one grader at a time, progress, a closing table, an honest end however it comes."""

import contextlib
import dataclasses
import json
import logging
import os
import signal
import statistics
import sys
import time

from nbgrader.apps import NbGraderAPI
from nbgrader.converters import NbGraderException
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from rich.table import Table

from . import autograde, verdicts
from .lock import Busy, only_grader

# exit codes
DONE, NEEDS_A_LOOK, USAGE, BUSY, UNPROTECTED, INTERRUPTED = 0, 1, 2, 3, 4, 130


@dataclasses.dataclass
class Summary:
    """What became of a run.

    Attributes
    ----------
    records : verdicts.Records
        Every student's record of verdicts, those of earlier runs included.
    graded, skipped, failed : list of str
        Students graded in this run, left alone because nothing changed, and those on whom the grader itself failed.
    set_aside : dict of str to str
        Students whose submission cannot be graded, and why.
    problem : str
        What ended the run early or kept a submission from being graded; else empty.
    exit_code : int
    """

    assignment: str
    records: verdicts.Records
    graded: list
    skipped: list
    failed: list
    set_aside: dict
    seconds: float
    exit_code: int
    problem: str = ""

    def as_json(self):
        """Return the summary as plain data."""
        marks = {student: autograde.points_of(r) for student, r in self.records.items() if not r["set_aside"]}
        return {
            "assignment": self.assignment, "graded": self.graded, "skipped": self.skipped, "set_aside": self.set_aside,
            "seconds": round(self.seconds, 2), "problem": self.problem, "exit_code": self.exit_code,
            "automatic_points": marks, "verdicts": autograde.counts(self.records.values()),
            "students": dict(self.records),
        }  # fmt: skip

    def show(self, console):
        """Print the closing table."""
        marks = [autograde.points_of(r) for r in self.records.values() if not r["set_aside"]]
        table = Table(title=f"{self.assignment}: {len(self.records)} submissions", show_header=False)
        table.add_row("graded now", f"{len(self.graded)} in {self.seconds:.1f} s")
        table.add_row("unchanged since", str(len(self.skipped)))
        if marks:
            table.add_row("automatic points", f"mean {statistics.mean(marks):.1f}, median {statistics.median(marks):g}")
        for verdict, count in autograde.counts(self.records.values()).items():
            table.add_row(verdict, str(count))
        slowest = sorted((-_seconds(r), student) for student, r in self.records.items())[:3]
        table.add_row("slowest", ", ".join(f"{verdicts.plain(s, 30)} {-t:.1f} s" for t, s in slowest))
        console.print(table)
        for student, reason in self.set_aside.items():
            words = f"set aside: {verdicts.plain(student, 40)}: {verdicts.plain(reason)}"
            if earlier := self.records[student].get("earlier"):
                words += f" (the gradebook keeps {autograde.points_of(earlier):g} automatic points from before)"
            console.print(words, markup=False)
        if self.problem:
            console.print(verdicts.plain(self.problem), markup=False)


def _seconds(record):
    return sum(notebook["seconds"] for notebook in record["notebooks"].values())


def _logger(root):
    """Return a logger that writes nbgrader's own words into the class directory."""
    log = logging.getLogger(f"grading.{os.getpid()}")
    log.propagate = False
    log.setLevel(logging.INFO)
    for handler in log.handlers[:]:
        log.removeHandler(handler)
        handler.close()
    handler = logging.FileHandler(os.path.join(root, "grading.log"), encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    log.addHandler(handler)
    return log


class _Terminated(KeyboardInterrupt):
    """SIGTERM, treated as Ctrl-C is."""


def _terminate(*_):
    raise _Terminated


def grade_class(config, assignment, *, student="*", resume=False, wait=0.0, show=True, on_student=None, is_held=False):
    """Grade an assignment of a class.

    Parameters
    ----------
    config : traitlets.config.Config
        nbgrader's configuration of the class, set up by `autograde.configure`.
    assignment : str
    student : str, default "*"
        One student, or all.
    resume : bool, default False
        Leave alone what is graded already and has not changed since.
    wait : float, default 0
        Seconds to wait for another grader of the same class.
    show : bool, default True
        Whether to print progress and the closing table.
    on_student : callable, optional
        See `autograde.Grader`; shows progress in place of the bar here.
    is_held : bool, default False
        Whether the caller holds the class (`lock.only_grader`) already.

    Returns
    -------
    Summary
    """
    # nbgrader asks the `alembic` beside this Python for the gradebook's version
    os.environ["PATH"] = os.path.dirname(sys.executable) + os.pathsep + os.environ.get("PATH", "")
    console, start, problem, code = Console(stderr=False), time.monotonic(), "", DONE
    coursedir = NbGraderAPI(config=config).coursedir
    coursedir.assignment_id, coursedir.student_id = assignment, student
    log = _logger(coursedir.root)
    grader = autograde.Grader(coursedir=coursedir, config=config, resume=resume, log=log)
    grader.on_student = on_student
    grader.is_alone = True  # made sure of here
    here, before = os.getcwd(), signal.getsignal(signal.SIGTERM)
    hold = contextlib.nullcontext() if is_held else only_grader(coursedir.root, wait)
    try:
        with hold, _progress(grader, console, show and on_student is None):
            signal.signal(signal.SIGTERM, _terminate)
            grader.start()
    except Busy as busy:
        problem, code = str(busy), BUSY
    except autograde.Unprotected as refusal:
        problem, code = str(refusal), UNPROTECTED
    except KeyboardInterrupt:
        problem, code = "interrupted; `--resume` grades the rest", INTERRUPTED
    except NbGraderException as error:
        # where some submissions failed, nbgrader points to tracebacks "above", where nobody sees them
        words = "the grader failed" if "traceback" in str(error) else error
        problem, code = f"{words} (the whole story is in grading.log)", NEEDS_A_LOOK
    finally:
        signal.signal(signal.SIGTERM, before)
        os.chdir(here)
    records = verdicts.Records(coursedir.root, assignment)
    aside = {name: record["set_aside"] for name, record in records.items() if record["set_aside"]}
    code = NEEDS_A_LOOK if aside and code == DONE else code
    seconds = time.monotonic() - start
    summary = Summary(assignment, records, grader.graded, grader.skipped, grader.failed, aside, seconds, code, problem)
    if show:
        summary.show(console)
    return summary


@contextlib.contextmanager
def _progress(grader, console, show):
    columns = (
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[rate]}"),
        TimeElapsedColumn(), TextColumn("left"), TimeRemainingColumn(),
    )  # fmt: skip
    if not show:
        yield
        return
    with Progress(*columns, console=console, disable=not console.is_terminal) as progress:
        task, start = progress.add_task("grading", total=None, rate=""), time.monotonic()

        def advance(student, record, done, total):
            rate = f"{done / max(time.monotonic() - start, 1e-3):.1f}/s"
            progress.update(task, completed=done, total=total, rate=rate)

        grader.on_student = advance
        yield


def write_json(summary, path):
    """Write a summary to a file, or to standard output for "-"."""
    text = json.dumps(summary.as_json(), indent=1)
    if path == "-":
        print(text)
    else:
        with open(path, "w", encoding="utf-8") as file:
            file.write(text + "\n")
