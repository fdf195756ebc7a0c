"""From a learning platform's export to nbgrader's folders: `python -m grading collect`.

nbgrader's own collector, that of `nbgrader zip_collect`, finds student and notebook in a file's path; here it gets
patterns for Moodle's and Canvas's names, unless the class has one of its own. What is read is bounded, and a submission
that is there already gives way to a newer one alone.
"""

from __future__ import annotations

import os
import re
import shutil
import time
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC
from functools import partial
from pathlib import Path

from nbgrader.plugins import FileNameCollectorPlugin
from nbgrader.utils import parse_utc

from grading import settings
from grading.autograde import is_student_id
from grading.classroom import Classroom
from grading.disk import naming
from grading.intake import MAX_ENTRIES, MAX_FILES, MAX_TOTAL, SetAside, read_file
from grading.lock import Busy, only_grader
from grading.notebooks import GradingError
from grading.verdicts import plain
from tools import release

__all__ = ["PATTERNS", "collect", "run"]

TAKEN = (".ipynb", ".zip", ".py", ".csv", ".json", ".npy", ".npz", ".txt")  # notebooks, and what they read or import
_STUDENT, _ENDING = r"(?:.*/)?(?P<student_id>[^/_]+)_", rf"(?:{'|'.join(map(re.escape, TAKEN))})$"
_MOODLE = r"(?P<number>\d+)_assignsubmission_file(?:[^/]*/(?:.*/)?|_)(?P<file_id>[^/]+)"
# Canvas numbers the versions of a file; Moodle exports the last alone, and a number there is the student's own
_CANVAS = r"(?:LATE_)?(?P<number>\d+)_\d+_(?P<file_id>[^/]+?)(?: ?\(\d+\)|-\d+)?"
PATTERNS = {  # what `number` finds tells students of one name apart
    "Moodle": _STUDENT + _MOODLE + _ENDING,
    "Canvas": _STUDENT + _CANVAS + _ENDING,
}
COLLECTED, REPLACED, UNCHANGED, KEPT, LEFT_OUT = "collected", "replaced", "unchanged", "kept", "left out"
_STAMP = "timestamp.txt"
MAX_PATH = 400
MAX_NAME = 255  # bytes, where other systems count characters


@dataclass
class Entry:
    """One file of an export: its path there, when it was handed in, and the way to its bytes."""

    path: str
    when: float
    read: Callable[[], bytes]
    student: str = ""
    name: str = ""
    number: str = ""
    stamp: str = ""


# -- reading an export ---------------------------------------------------------------------------------------------


@contextmanager
def opened(source: Path) -> Iterator[list[Entry]]:
    """Give the files of an export, a ZIP archive or a folder, as long as it is open.

    Raises
    ------
    GradingError
        If it is neither, or holds too much.
    """
    if source.is_dir():
        paths = sorted(Path(where) / name for where, _, names in os.walk(source) for name in names)
        yield bounded(
            [Entry(p.relative_to(source).as_posix(), p.lstat().st_mtime, partial(read_file, p)) for p in paths]
        )
        return
    try:
        archive = zipfile.ZipFile(source)
    except (OSError, zipfile.BadZipFile) as error:
        raise GradingError(f"{source} is neither a folder nor a ZIP archive that can be read ({error})") from None
    with archive:
        files = [info for info in archive.infolist() if not info.is_dir()]
        yield bounded([Entry(info.filename, when(info), partial(unpack, archive, info)) for info in files])


def bounded(entries: list[Entry]) -> list[Entry]:
    """Return the entries, if there are not too many."""
    if len(entries) > MAX_ENTRIES:
        raise GradingError(f"the export holds {len(entries)} files, {MAX_ENTRIES} are allowed")
    return entries


def when(info: zipfile.ZipInfo) -> float:
    """Return when a file of an archive was changed, which archives tell in local time."""
    try:
        return time.mktime((*info.date_time, 0, 0, -1))
    except (ValueError, OverflowError):
        return 0.0


def unpack(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """Return a file of an archive, of which no more is unpacked than is allowed."""
    try:
        with archive.open(info) as file:
            return file.read(MAX_TOTAL + 1)
    except Exception as error:  # zipfile raises half a dozen kinds, and zlib's and struct's on top
        raise SetAside(f"it cannot be unpacked ({type(error).__name__})") from None


# -- whose is which ------------------------------------------------------------------------------------------------


def collectors(config) -> list[FileNameCollectorPlugin]:
    """Return nbgrader's collector with the pattern of the class, if it has one, else with each of ours."""
    own = FileNameCollectorPlugin(config=config)
    found = [own] if own.named_regexp else [FileNameCollectorPlugin(named_regexp=p) for p in PATTERNS.values()]
    for collector in found:
        collector.valid_ext = [*TAKEN]
    return found


def identify(entry: Entry, finders: list[FileNameCollectorPlugin]) -> str:
    """Find an entry's student and name; return why it is left out, or an empty string."""
    stem, ending = os.path.splitext(entry.path.replace("\\", "/"))
    path = f"/{stem}{ending.lower()}"
    if not path.endswith(TAKEN) or os.path.basename(path) == _STAMP:
        return "it is neither a notebook nor a file that one reads"
    if len(path) > MAX_PATH or not path.isprintable():
        return "its name is too long, or not printable"
    if any(part.startswith(".") or part == "__MACOSX" for part in path.split("/")):
        return "it is hidden, or a system's own"
    found = None
    for finder in finders:
        with settings.captured_log(finder.log):  # that one of two patterns does not fit is no news
            found = found or finder.collect(path)
    if not found:
        return "no student can be read from its name: set c.FileNameCollectorPlugin.named_regexp for the class"
    entry.student = unicodedata.normalize("NFC", found["student_id"].strip())
    entry.name = os.path.basename(found["file_id"].removesuffix(ending.lower())) + ending.lower()
    entry.number = found.get("number") or ""
    if not is_student_id(entry.student) or entry.student.startswith(".") or "/" in entry.student:
        return "what should be the student's name cannot be a folder's"
    if max(len(os.fsencode(name)) for name in (entry.student, entry.name)) > MAX_NAME:
        return "its name is too long for a file here"
    if found.get("timestamp"):
        try:
            stamp = parse_utc(found["timestamp"])
        except (ValueError, OverflowError):
            return "its name holds no time that can be read"
        entry.when, entry.stamp = stamp.replace(tzinfo=UTC).timestamp(), stamp.isoformat(" ")
    return ""


def newest(entries: list[Entry]) -> tuple[list[Entry], list[tuple[Entry, str]]]:
    """Return of one student's files the newest of each name, and the others with the reason."""
    numbers = sorted({entry.number for entry in entries})
    if len(numbers) > 1:
        words = f"several students have this name ({', '.join(numbers)}): tell them apart in the export's names"
        return [], [(entry, words) for entry in entries]
    by_name, older = {}, []
    for entry in sorted(entries, key=lambda entry: (entry.when, entry.path)):
        if entry.name in by_name:
            older.append((by_name[entry.name], f"{entry.path} is newer"))
        by_name[entry.name] = entry
    return list(by_name.values()), older


# -- writing submissions -------------------------------------------------------------------------------------------


def read_all(entries: list[Entry]) -> dict[str, bytes]:
    """Return the files of a submission by name; more than grading would take sets it aside."""
    if len(entries) > MAX_FILES:
        raise SetAside(f"more than {MAX_FILES} files were handed in")
    contents, total = {}, 0
    for entry in entries:
        contents[entry.name] = entry.read()
        total += len(contents[entry.name])
        if total > MAX_TOTAL:
            raise SetAside(f"more than {MAX_TOTAL >> 20} MB were handed in")
    return contents


def place(folder: Path, entries: list[Entry]) -> tuple[str, str]:
    """Make a submission's folder of a student's files, unless what is there is as new; return the outcome and why."""
    try:
        contents = read_all(entries)
    except SetAside as reason:
        return LEFT_OUT, str(reason)
    latest = max(entries, key=lambda entry: entry.when)
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        return LEFT_OUT, f"{folder} is there and no folder"
    aside = folder.with_name(f".{folder.name}.old")
    if aside.exists() and not folder.exists():  # an earlier run was ended between two steps
        aside.replace(folder)
    there = files_in(folder)
    if there:
        is_as_long = sum(path.stat().st_size for path in there) == sum(map(len, contents.values()))
        if is_as_long and {path.name: path.read_bytes() for path in there} == contents:
            return UNCHANGED, ""
        if latest.when <= max(path.stat().st_mtime for path in there):
            return KEPT, "the submission that is there is as new, or newer"
    new = folder.with_name(f".{folder.name}.new")
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir(parents=True)
    if latest.stamp:
        contents[_STAMP] = latest.stamp.encode()
    for name, data in contents.items():
        with naming(new / name):
            (new / name).write_bytes(data)
        os.utime(new / name, (latest.when, latest.when))
    put(new, folder, aside)
    return (REPLACED if there else COLLECTED), ""


def files_in(folder: Path) -> list[Path]:
    """Return the files of a submission; neither links, nor what an editor or a system keeps there for itself."""
    return [
        path
        for path in folder.rglob("*")
        if path.is_file()
        and not path.is_symlink()
        and path.name != _STAMP
        and not any(part.startswith(".") for part in path.relative_to(folder).parts)
    ]


def put(new: Path, folder: Path, aside: Path) -> None:
    """Put a new folder in the place of what is there, which stays aside until that is done."""
    shutil.rmtree(aside, ignore_errors=True)
    if folder.exists():
        folder.replace(aside)
    try:
        new.replace(folder)
    except BaseException:
        if aside.exists():
            aside.replace(folder)
        raise
    shutil.rmtree(aside, ignore_errors=True)


def collect(room: Classroom, source: Path) -> list[tuple[str, str, str]]:
    """Sort an export into a class's folders.

    Parameters
    ----------
    room : Classroom
    source : Path
        A ZIP archive or a folder.

    Returns
    -------
    list of (str, str, str)
        Of each file what became of it, its path in the export, and where it is or why it was left out.

    Raises
    ------
    GradingError
        If the export cannot be read, or another grader is at work on the class.
    """
    settings.write(room.directory, room.root)
    finders, told, students = collectors(settings.load(room.directory)), [], {}
    try:
        with only_grader(room.directory), opened(source) as entries:
            for entry in entries:
                if reason := identify(entry, finders):
                    told.append((LEFT_OUT, entry.path, reason))
                else:
                    students.setdefault(entry.student, []).append(entry)
            for student, files in sorted(students.items()):
                chosen, others = newest(files)
                told += [(LEFT_OUT, entry.path, reason) for entry, reason in others]
                if chosen:
                    folder = room.submission(student)
                    outcome, reason = place(folder, chosen)
                    told += [(outcome, entry.path, reason or str(folder / entry.name)) for entry in chosen]
    except Busy as busy:
        raise GradingError(str(busy)) from None
    return told


def run(directory: Path, assignment: str, source: Path, root: Path = release.ROOT) -> int:
    """Collect, and tell of each file what became of it.

    Returns
    -------
    int
        0.

    Raises
    ------
    GradingError
        If there is no such class or exercise, or nothing was found in the export.
    """
    directory, source = directory.expanduser().resolve(), source.expanduser().resolve()
    if not source.exists():
        raise GradingError(f"there is no {source}")
    if directory.is_dir():
        (directory / "submitted").mkdir(exist_ok=True)
    told = collect(Classroom(directory, assignment, root), source)
    for outcome, path, words in told:
        print(f"{outcome:<10} {plain(path)}{': ' if outcome in (KEPT, LEFT_OUT) else ' -> '}{plain(words)}")
    counted = Counter(outcome for outcome, *_ in told)
    print(", ".join(f"{counted[kind]} {kind}" for kind in (COLLECTED, REPLACED, UNCHANGED, KEPT, LEFT_OUT)))
    if counted.total() == counted[LEFT_OUT]:
        raise GradingError(f"nothing was collected from {source}: is it the platform's export, as it came?")
    return 0
