"""Intake: a submission is data, read within limits, never trusted, never the end of a batch.

What cannot be read raises `SetAside` with a reason in plain words. What can becomes a `Submission`: the cells of each
notebook (their type, source and claimed id, nothing else) and the files beside them.
"""

import dataclasses
import hashlib
import io
import json
import os
import re
import stat
import zipfile

MAX_NOTEBOOK = 10 << 20
MAX_TOTAL = 50 << 20
MAX_FILES = 500
MAX_CELLS = 2000
MAX_SOURCE = 4 << 20
MAX_NESTING = 60
MAX_PARTS = 500_000  # lists and objects in a notebook: empty ones take twenty times their length in memory
MAX_ENTRIES = 50_000  # of an archive, those counted that are ignored
_IGNORED = re.compile(r"(^|/)(\.|__pycache__/|__MACOSX/)")


class SetAside(Exception):  # noqa: N818
    """A submission cannot be graded; the message says why, in words an instructor can pass on."""


@dataclasses.dataclass
class SubmittedCell:
    """One cell as it was submitted: "code" or "markdown", its source, and the id it claims (or None)."""

    cell_type: str
    source: str
    claims: str | None


@dataclasses.dataclass
class SubmittedNotebook:
    """A notebook's cells, and the release and the exercise it says it comes from."""

    cells: list
    release: str | None
    assignment: str | None = None


@dataclasses.dataclass
class Submission:
    """Everything that was handed in: notebooks and other files by name, and a digest of all of it."""

    notebooks: dict
    files: dict
    digest: str


def read_file(path):
    """Read a plain file within the limits; links, devices and pipes are refused without being opened as such.

    Parameters
    ----------
    path : str or Path

    Returns
    -------
    bytes

    Raises
    ------
    SetAside
        If it cannot be read, or is no plain file.
    """
    # Windows lacks some of these and needs one of its own; a learner's `check` works there, too
    names = ("O_RDONLY", "O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC", "O_BINARY")
    try:
        fd = os.open(path, sum(getattr(os, name, 0) for name in names))
    except OSError as error:
        raise SetAside(f"{os.path.basename(path)!r} cannot be read ({error.strerror})") from None
    with os.fdopen(fd, "rb") as file:
        if not stat.S_ISREG(os.fstat(fd).st_mode):
            raise SetAside(f"{os.path.basename(path)!r} is not a plain file")
        data = file.read(MAX_TOTAL + 1)
    return data


def _walk(folder):
    """Return the paths of all files below a folder, relative to it; anything but files and folders sets it aside."""
    found, total = [], 0
    if os.path.islink(folder.rstrip("/")):
        raise SetAside("the submission's folder is a symbolic link")

    def stop(error):
        raise SetAside(f"a folder cannot be read ({error.strerror})")

    for directory, folders, files in os.walk(folder, onerror=stop):
        for name in folders + files:
            path = os.path.join(directory, name)
            try:
                status = os.lstat(path)
            except OSError as error:
                raise SetAside(f"{name!r} cannot be read ({error.strerror})") from None
            if stat.S_ISLNK(status.st_mode):
                raise SetAside(f"{name!r} is a symbolic link")
            if not (stat.S_ISREG(status.st_mode) or stat.S_ISDIR(status.st_mode)):
                raise SetAside(f"{name!r} is neither a file nor a folder")
            if stat.S_ISREG(status.st_mode):
                if status.st_nlink > 1:
                    raise SetAside(f"{name!r} is a hard link")
                found.append(os.path.relpath(path, folder))
                total += status.st_size
            if len(found) > MAX_FILES or total > MAX_TOTAL:
                raise SetAside(f"more than {MAX_FILES} files or {MAX_TOTAL >> 20} MB were handed in")
        if directory[len(folder) :].count(os.sep) > 20:
            raise SetAside("folders are nested too deeply")
    return sorted(found)


def _unzip(name, data):
    """Return the files of an archive, within the limits and below its own root."""
    files, total = {}, 0
    if data.count(b"PK\x01\x02") > MAX_ENTRIES:  # each of them becomes an object before the first is looked at
        raise SetAside(f"{name!r} holds more than {MAX_ENTRIES} entries")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for entry in archive.infolist():
                path = entry.filename.replace("\\", "/")
                leads_out = path.startswith("/") or ".." in path.split("/") or ":" in path
                if leads_out or stat.S_ISLNK(entry.external_attr >> 16):
                    raise SetAside(f"{name!r} holds a path that leads out of it")
                if entry.is_dir() or _IGNORED.search(path):
                    continue
                if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                    # of the others zipfile unpacks all there is, however little is asked for
                    raise SetAside(f"{name!r} has an unusual kind of compression: make an ordinary ZIP")
                with archive.open(entry) as file:
                    content = file.read(MAX_TOTAL - total + 1)
                total += len(content)
                if total > MAX_TOTAL or len(files) >= MAX_FILES:
                    raise SetAside(f"{name!r} unpacks to more than {MAX_FILES} files or {MAX_TOTAL >> 20} MB")
                files[path] = content
    except SetAside:
        raise
    except Exception as error:  # zipfile raises half a dozen kinds, and zlib's and struct's on top
        raise SetAside(f"{name!r} cannot be unpacked ({type(error).__name__})") from None
    return files


def read_submission(folder):
    """Read what a student handed in.

    Parameters
    ----------
    folder : str
        The student's folder for the assignment.

    Returns
    -------
    Submission

    Raises
    ------
    SetAside
        If it cannot be graded, with the reason.
    """
    contents = {path: read_file(os.path.join(folder, path)) for path in _walk(folder) if not _IGNORED.search(path)}
    for name in [n for n in contents if n.lower().endswith(".zip")]:
        if not any(n.lower().endswith(".ipynb") for n in contents):
            contents = _unzip(name, contents[name]) | contents
    digest = hashlib.sha256()
    for name, data in sorted(contents.items()):
        digest.update(f"{len(os.fsencode(name))} {len(data)}\n".encode() + os.fsencode(name) + data)
    notebooks, problems = {}, []
    for name in [n for n in contents if n.lower().endswith(".ipynb")]:
        data = contents.pop(name)
        try:
            notebooks[name] = parse_notebook(data)
        except SetAside as problem:
            problems.append(f"{os.path.basename(name)!r}: {problem}")
    if not notebooks:
        raise SetAside("; ".join(problems[:3]) or _without_notebook(contents))
    return Submission(notebooks, contents, digest.hexdigest())


def _without_notebook(names):
    """Return the words for a submission that holds no notebook."""
    others = sorted(os.path.basename(name) for name in names if name != "timestamp.txt")  # nbgrader's own
    shown = ", ".join(map(repr, others[:3])) + (" and more" if len(others) > 3 else "")
    return f"no notebook was handed in, only {shown}" if others else "no notebook was handed in: the folder is empty"


def _decode(data):
    for mark, encoding in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    return data.decode("utf-8-sig", "replace")


def _text(value):
    """Return a cell's source as clean text: one kind of line end, nothing that cannot be written again."""
    if isinstance(value, list):
        value = "".join(part for part in value if isinstance(part, str))
    if not isinstance(value, str):
        return ""
    value = value.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    return value.encode("utf-8", "replace").decode("utf-8")


def _too_deep(text):
    depth = 0
    # possessive, and a string that does not end goes to the end: a file of quotes must not be read over and over
    for character in re.sub(r'"(?:[^"\\]|\\.)*+"?', "", text, flags=re.S):
        if character in "[{":
            depth += 1
            if depth > MAX_NESTING:
                return True
        elif character in "]}":
            depth -= 1
    return False


def parse_notebook(data):
    """Read a notebook of format 3 or 4 from bytes; only cell types, sources and claimed ids are taken.

    Raises
    ------
    SetAside
        If it is not a notebook, or beyond the limits.

    Examples
    --------
    >>> cell = b'{"cell_type": "code", "metadata": {"nbgrader": {"grade_id": "f"}}, "source": ["x = 1"]}'
    >>> parse_notebook(b'{"nbformat": 4, "cells": [' + cell + b']}').cells
    [SubmittedCell(cell_type='code', source='x = 1', claims='f')]
    """
    if len(data) > MAX_NOTEBOOK:
        raise SetAside(f"the notebook has {len(data) >> 20} MB, {MAX_NOTEBOOK >> 20} MB are allowed")
    text = _decode(data)
    if not text.strip():
        raise SetAside("the file is empty")
    if text.count("[") + text.count("{") > MAX_PARTS:
        raise SetAside(f"the notebook has more than {MAX_PARTS} parts")
    try:
        notebook = json.loads(text)
    except (ValueError, RecursionError):
        if _too_deep(text):
            raise SetAside("the file is nested too deeply") from None
        raise SetAside("the file is damaged: it is not JSON, as a notebook is") from None
    if not isinstance(notebook, dict):
        raise SetAside("the file is JSON, but not a notebook")
    raw = notebook.get("cells")
    if raw is None and isinstance(notebook.get("worksheets"), list):  # format 3
        sheets = [sheet.get("cells") for sheet in notebook["worksheets"] if isinstance(sheet, dict)]
        raw = [cell for cells in sheets if isinstance(cells, list) for cell in cells]
    if not isinstance(raw, list):
        raise SetAside("the file is JSON, but not a notebook: it has no cells")
    if len(raw) > MAX_CELLS:
        raise SetAside(f"the notebook has {len(raw)} cells, {MAX_CELLS} are allowed")
    cells = [_parse_cell(cell) for cell in raw if isinstance(cell, dict)]
    if sum(len(cell.source) for cell in cells) > MAX_SOURCE:
        raise SetAside(f"the notebook's cells have more than {MAX_SOURCE >> 20} million characters")
    course = (_lookup(notebook, "metadata", "course", key) for key in ("release", "assignment"))
    return SubmittedNotebook(cells, *(value if isinstance(value, str) else None for value in course))


def _lookup(tree, *keys):
    for key in keys:
        tree = tree.get(key) if isinstance(tree, dict) else None
    return tree


def _parse_cell(cell):
    kind = "code" if cell.get("cell_type") == "code" else "markdown"
    source = _text(cell.get("source", cell.get("input")))
    claims = _lookup(cell, "metadata", "nbgrader", "grade_id")
    if not isinstance(claims, str):  # Colab and others may drop metadata; the release's cell ids say the same
        claims = next((c for c in (cell.get("id"), _lookup(cell, "metadata", "id")) if isinstance(c, str)), None)
    return SubmittedCell(kind, source, claims)


def choose_notebooks(submission, masters, assignment=None):
    """Match submitted notebooks to those of the assignment, whatever they are called.

    Parameters
    ----------
    submission : Submission
    masters : dict of str to Master
    assignment : str, optional
        Its name: a notebook that says it is of another one, and has no answer of this one, is left out.

    Returns
    -------
    dict of str to str
        For each notebook of the assignment that was found, the submitted file's name.

    Raises
    ------
    SetAside
        If all that was handed in belongs to other assignments.
    """
    answers = {cell.name for master in masters.values() for cell in master.cells if cell.solution}
    strange = {
        n: nb.assignment
        for n, nb in submission.notebooks.items()
        if assignment and nb.assignment not in (None, assignment) and not any(c.claims in answers for c in nb.cells)
    }
    left, chosen = {n: nb for n, nb in submission.notebooks.items() if n not in strange}, {}
    if strange and not left:
        name, other = min(strange.items())
        raise SetAside(f"{os.path.basename(name)!r} is exercise {other[:40]!r}, not {assignment!r}")
    for name in masters:
        exact = [n for n in left if os.path.basename(n).lower() == f"{name}.ipynb".lower()]
        if exact:
            chosen[name] = min(exact, key=lambda n: n.count("/"))
            del left[chosen[name]]
    for name, master in masters.items():
        if name in chosen or not left:
            continue
        known = {cell.name for cell in master.cells}
        fits = {n: sum(cell.claims in known for cell in nb.cells) for n, nb in left.items()}
        best = max(sorted(fits), key=fits.get)
        if fits[best] or len(left) == len(masters) == 1:
            chosen[name] = best
            del left[best]
    return chosen
