"""What the instructor reads when a class is graded: a closing table, and the same figures for programs."""

from __future__ import annotations

import json
import os
import shlex
import statistics
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

from grading import verdicts
from grading.marks import BY_HAND, FAILED, NOTHING, WAITING, Mark
from tools.jobs import example_of

if TYPE_CHECKING:
    from grading.classroom import Classroom

__all__ = ["as_json", "show", "show_next_steps", "summary"]


def summary(room: Classroom, marks: list[Mark], seconds: float) -> dict:
    """Return the figures of the closing table."""
    graded = [mark for mark in marks if mark.is_graded]
    records = room.outcome.records if room.outcome else {}
    times = {name: verdicts.seconds_of(record) for name, record in records.items() if not record["set_aside"]}

    def middle(points: list[float], kind: Callable) -> float | None:
        return round(float(kind(points)), 2) if points else None

    automatic, total = [mark.automatic for mark in graded], [mark.total for mark in graded]
    return {
        "students": len(marks),
        "graded": len(graded),
        "automatic_mean": middle(automatic, statistics.mean),
        "automatic_median": middle(automatic, statistics.median),
        "automatic_max": room.automatic_maximum,
        "total_mean": middle(total, statistics.mean),
        "total_median": middle(total, statistics.median),
        "max": room.maximum,
        "needs_manual_grading": sum(mark.status == BY_HAND for mark in marks),
        "nothing_handed_in": sum(mark.status == NOTHING for mark in marks),
        "not_graded_yet": sum(mark.status == WAITING for mark in marks),
        "cannot_be_graded": sum(mark.status == FAILED for mark in marks),
        "without_feedback": len(room.without_feedback),
        "late": sum(bool(mark.late) for mark in marks),
        "verdicts": verdicts.counts(records.values()),
        "slowest": dict(sorted(times.items(), key=lambda item: -item[1])[:3]),
        "seconds": round(seconds, 2),
    }


def as_json(room: Classroom, marks: list[Mark], figures: dict) -> str:
    """Return marks and figures as JSON."""
    students = [{**vars(mark), "max": room.maximum} for mark in marks]
    whole = {"class": str(room.directory), "assignment": room.assignment, "summary": figures, "students": students}
    return json.dumps(whole, indent=1, ensure_ascii=False) + "\n"


def notes(marks: list[Mark]) -> list[str]:
    """Return a line for each student of whom there is more to say than points.

    Whom the grader has still to come to, for one and the same reason, share a line: they may be the whole class.
    """
    lines, waiting = [], {}
    for mark in marks:
        if mark.reason and mark.status == WAITING:
            waiting.setdefault(mark.reason, []).append(mark.student)
        elif words := "; ".join(filter(None, (mark.reason, mark.lateness))):
            kind = mark.status if mark.status == FAILED else "note"
            lines.append(f"{kind}: {mark.student}: {words}")
    for reason, students in waiting.items():
        more = f" and {len(students) - 3} more" if len(students) > 3 else ""
        lines.append(f"{WAITING}: {', '.join(students[:3])}{more}: {reason}")
    return lines


def show(room: Classroom, marks: list[Mark], figures: dict, console: Console) -> None:
    """Print the closing table, whom nbgrader could not grade, and where everything lies."""
    table = Table(title=f"{room.assignment}, {figures['students']} students", title_justify="left", show_header=False)
    table.add_column()
    table.add_column(justify="right")

    def add(name: str, value, of: float | None = None) -> None:
        if value is not None:
            table.add_row(name, f"{value:g}" + (f" of {of:g}" if of else ""))

    add("graded", figures["graded"])
    add("automatic points, mean", figures["automatic_mean"], figures["automatic_max"])
    add("automatic points, median", figures["automatic_median"], figures["automatic_max"])
    so_far = " so far" if figures["needs_manual_grading"] else ""
    add(f"all points{so_far}, mean", figures["total_mean"], figures["max"])
    add(f"all points{so_far}, median", figures["total_median"], figures["max"])
    add("need manual grading", figures["needs_manual_grading"])
    add("nothing handed in", figures["nothing_handed_in"] or None)
    add("not graded yet", figures["not_graded_yet"] or None)
    add("cannot be graded", figures["cannot_be_graded"])
    add("without feedback", figures["without_feedback"] or None)
    add("late", figures["late"] or None)
    for verdict, count in figures["verdicts"].items():
        add("submissions set aside" if verdict == verdicts.Verdict.SET_ASIDE else f"cells {verdict}", count)
    if figures["slowest"]:
        slowest = (f"{verdicts.plain(name)} {seconds:.1f} s" for name, seconds in figures["slowest"].items())
        table.add_row("slowest", "\n".join(slowest))
    console.print(table)
    for line in notes(marks):
        console.print(verdicts.plain(line, 5000), markup=False, highlight=False, soft_wrap=True)
    feedback, gradebook = room.directory / "feedback", room.directory / "gradebook.db"
    for name, path in (("marks", room.csv_file), ("feedback", feedback), ("gradebook", gradebook)):
        if path.exists():
            console.print(f"{name:<10} {path}", markup=False, highlight=False, soft_wrap=True)


def show_next_steps(room: Classroom, figures: dict, console: Console) -> None:
    """Print what is left to do by hand, with the commands that fit this class."""
    steps, place = [], quoted(room.directory)
    again = example_of(
        "grade", f"--class {place} --assignment {room.assignment}", f"CLASS={place} ASSIGNMENT={room.assignment}"
    )
    if count := figures["needs_manual_grading"]:
        steps += [
            f"Grade by hand what the machine cannot, in formgrader (submissions that wait: {count}).",
            "Start JupyterLab in the class directory:",
            f"    cd {place}\n    {quoted(jupyter())} lab{' --allow-root' if is_root() else ''}",
            "and choose Nbgrader > Formgrader in its menu, or open /formgrader at the address that it prints; there, "
            "Manual Grading.",
            "Then bring marks and feedback up to date with the points that you gave:",
            f"    cd {quoted(room.root)}\n    {again}",
        ]
    elif figures["graded"]:
        page = room.directory / "feedback" / "STUDENT" / room.assignment / f"{room.master_file.stem}.html"
        steps += [
            f"Nothing waits to be graded by hand. Give each student the page\n    {page}",
            f"and take the column total into your platform, from\n    {room.csv_file}",
        ]
    if steps:
        console.print("\nNext:\n" + "\n".join(steps), markup=False, highlight=False, soft_wrap=True)


def jupyter() -> Path:
    """Return the program `jupyter` of this environment."""
    return Path(sys.executable).with_name("jupyter" + Path(sys.executable).suffix)


def is_root() -> bool:
    """Return whether the user is root, as whom Jupyter starts only if told so."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def quoted(path: Path) -> str:
    """Return a path as one word of a command line."""
    return subprocess.list2cmdline([str(path)]) if os.name == "nt" else shlex.quote(str(path))
