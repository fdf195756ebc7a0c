"""How a graded cell ended: eight words that are never confused with an honest 0, and where they are kept."""

import collections
import collections.abc
import dataclasses
import enum
import hashlib
import json
import math
import os
import re

from .disk import naming


class Verdict(enum.StrEnum):
    """How a graded cell ended."""

    PASSED = "passed"
    FAILED = "failed"
    ERROR = "error"
    TIMEOUT = "timeout"
    CRASHED = "crashed"
    MISSING = "missing"
    TAMPERED = "tampered"
    SET_ASIDE = "set aside"


@dataclasses.dataclass
class CellResult:
    """One graded cell: its verdict, what was earned, and why, in one sentence."""

    cell: str
    verdict: Verdict
    points: float
    max_points: float
    reason: str = ""


def judge(name, status, max_points, note=None):
    """Return the result of one graded cell.

    Parameters
    ----------
    name : str
    status : dict
        How it ended (see `engine.Process.run`).
    max_points : float
    note : str, optional
        "missing" or "tampered": what was wrong with the cell as submitted; it explains a mark that is not full.

    Examples
    --------
    >>> judge("gates", {"value": None}, 5).verdict
    <Verdict.PASSED: 'passed'>
    >>> judge("gates", {"error": ["CheckFailed", "AssertionError"], "message": "gates: the bias is missing."}, 5).reason
    'gates: the bias is missing.'
    """
    value, points, reason = status.get("value"), 0.0, ""
    if "timeout" in status:
        verdict, reason = Verdict.TIMEOUT, "the time for this cell was up"
    elif "crashed" in status:
        verdict, reason = Verdict.CRASHED, str(status["crashed"])[:300]
    elif "error" in status:
        checked = "CheckFailed" in status["error"] or "AssertionError" in status["error"]
        verdict = Verdict.FAILED if checked else Verdict.ERROR
        kind = status["error"][0] if status["error"] else "an error"
        reason = status.get("message", "") if checked else f"{kind}: {status.get('message', '')}".rstrip(": ")
    elif value is None:
        verdict, points = Verdict.PASSED, max_points
    elif isinstance(value, float) and math.isfinite(value) and 0 <= value <= max_points:
        points = value
        verdict = Verdict.PASSED if value == max_points else Verdict.FAILED
        reason = "" if value == max_points else f"{value:g} of {max_points:g} points"
    else:
        verdict, reason = Verdict.ERROR, f"the exercise is at fault: the cell ends with {value!r}, not with points"
    if note and verdict in (Verdict.FAILED, Verdict.ERROR):
        verdict = Verdict(note)
    return CellResult(name, verdict, points, max_points, reason)


def plain(text, limit=500):
    """Return text that is safe to print: one line, no control characters, bounded."""
    clean = "".join(c if c.isprintable() else " " for c in str(text)[: 4 * limit])
    return clean if len(clean) <= limit else clean[: limit - 1] + "…"


# --------------------------------------------------------------------------------------------------- what a record says
PLAIN = (Verdict.PASSED, Verdict.FAILED)  # the ends that points alone tell


def cells_of(record):
    """Return what became of each graded cell that was run: `CellResult`s as plain data, those of all notebooks.

    Parameters
    ----------
    record : dict
        What is kept of a student: ``notebooks``, by name, each with its ``cells`` and the ``seconds`` that it took;
        ``set_aside``, the reason why there are none, or None; ``complete`` and ``digest``, which say whether, and of
        which files, everything is booked.

    Returns
    -------
    list of dict
    """
    return [cell for notebook in record["notebooks"].values() for cell in notebook["cells"]]


def ends_of(record):
    """Return verdict and reason of each graded cell that was run, by grade_id."""
    return {cell["cell"]: {"verdict": cell["verdict"], "reason": cell["reason"]} for cell in cells_of(record)}


def remarks_on(record):
    """Return what an instructor should know of a graded submission: intake's notes, every end but passed and failed."""
    ends = {}
    for cell in cells_of(record):
        if cell["verdict"] not in PLAIN:
            ends.setdefault(cell["verdict"], []).append(cell["cell"])
    return [*record.get("notes", ()), *(f"{verdict}: {', '.join(cells)}" for verdict, cells in ends.items())]


def seconds_of(record):
    """Return how long a submission ran."""
    return sum(notebook["seconds"] for notebook in record["notebooks"].values())


def counts(records):
    """Count verdicts over records.

    Returns
    -------
    dict of str to int
    """
    tally = collections.Counter()
    for record in records:
        if record["set_aside"]:
            tally[str(Verdict.SET_ASIDE)] += 1
        tally.update(cell["verdict"] for cell in cells_of(record))
    return dict(tally)


# ------------------------------------------------------------------------------------------------- where they are kept
def _path(root, assignment, student):
    safe = re.sub(r"[^\w.@+-]", lambda m: f"%{ord(m[0]):02x}" if m[0] < "\x80" else f"%u{ord(m[0]):06x}", student)
    start = safe.encode()
    if len(start) > 200:  # with its ending it would be too long for a file's name
        safe = start[:100].decode(errors="ignore") + "%-" + hashlib.sha256(start).hexdigest()
    return os.path.join(root, "verdicts", assignment, safe + ".json")


def write(root, assignment, student, record):
    """Keep a student's verdicts, in one step: a reader finds the old file or the new one.

    Parameters
    ----------
    root : str or Path
        The class directory.
    assignment, student : str
    record : dict
        See `cells_of`.
    """
    path = _path(root, assignment, student)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with naming(path), open(path + ".new", "w", encoding="utf-8") as file:
        json.dump(record | {"student": student, "assignment": assignment}, file, indent=1, ensure_ascii=True)
    os.replace(path + ".new", path)


def put_aside(root, assignment, student, reason):
    """Note that what a student handed in cannot be graded; what an earlier submission earned is kept as `earlier`.

    Parameters
    ----------
    root : str or Path
        The class directory.
    assignment, student : str
    reason : str
        In plain words.

    Returns
    -------
    record : dict
    is_news : bool
        Whether it was not known before.
    """
    known = read(root, assignment, student) or {}
    earlier = known.get("earlier") if known.get("set_aside") else {"notebooks": known.get("notebooks")}
    record = {"set_aside": reason, "notebooks": {}, "complete": True, "digest": None}
    if earlier and earlier["notebooks"]:
        record["earlier"] = earlier
    write(root, assignment, student, record)
    return record, known.get("set_aside") != reason


def read(root, assignment, student):
    """Return a student's verdicts, or None where there are none, or none that can be read."""
    return _read(_path(root, assignment, student))


class Records(collections.abc.Mapping):
    """The verdicts of every student, by student.

    Each is read from its file when it is asked for, so that a large class takes no more memory than a small one. A file
    that is damaged counts as none: what it was about is graded again.
    """

    def __init__(self, root, assignment):
        folder, self._paths = os.path.join(root, "verdicts", assignment), {}
        for name in sorted(os.listdir(folder)) if os.path.isdir(folder) else ():
            path = os.path.join(folder, name)
            if name.endswith(".json") and (record := _read(path)):
                self._paths[record["student"]] = path

    def __getitem__(self, student):
        record = _read(self._paths[student])
        if record is None:
            raise KeyError(student)
        return record

    def __iter__(self):
        return iter(self._paths)

    def __len__(self):
        return len(self._paths)


def _read(path):
    try:
        with open(path, encoding="utf-8") as file:
            return json.load(file)
    except (OSError, ValueError):
        return None
