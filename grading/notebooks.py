"""Find masters, and read notebooks that students wrote, which may be anything."""

from __future__ import annotations

import json
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from tools import release

__all__ = ["GradingError", "find_master", "known_assignments", "nbgrader_settings", "read_notebook"]


class GradingError(Exception):
    """Something the user can mend; the message is one sentence."""


def known_assignments(root: Path) -> list[str]:
    """Return the names of the exercises that have a master, in order."""
    return [master.parent.name for master in release.find_masters(root)]


def find_master(assignment: str, root: Path) -> Path:
    """Return the master of an exercise.

    Raises
    ------
    GradingError
        If there is no such exercise.
    """
    try:
        return release.find_masters(root, assignment)[0]
    except release.ReleaseError:
        known = ", ".join(known_assignments(root)) or "none"
        raise GradingError(f"there is no exercise {assignment}; known are: {known}") from None


def nbgrader_settings(cell: NotebookNode) -> dict:
    """Return nbgrader's metadata of a cell; empty if it has none, or if they are no metadata at all."""
    found = cell.get("metadata", {}).get("nbgrader", {})
    return found if isinstance(found, dict) else {}


def read_notebook(path: Path) -> NotebookNode:
    """Read a notebook that a student wrote.

    Raises
    ------
    GradingError
        If it is none; the message is a reason that fits after the file's name.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise GradingError("it is not a notebook: it does not hold text") from None
    except OSError as error:
        raise GradingError(f"it cannot be read ({error.strerror})") from None
    if not text.strip():
        raise GradingError("it is empty: the file holds nothing")
    try:
        plain = json.loads(text)
    except (ValueError, RecursionError):
        raise GradingError("it is not a notebook: the file is damaged or was cut off (not JSON)") from None
    if not isinstance(plain, dict) or "cells" not in plain or "nbformat" not in plain:
        raise GradingError("it is not a notebook: the file is JSON, but has no cells")
    try:
        notebook = nbformat.reads(text, as_version=4)
        broken = [cell for cell in notebook.cells if not isinstance(cell.source, str) or not cell.cell_type]
    except Exception:  # nbformat raises what it likes on a notebook that is not one
        broken = [None]
    if broken:
        raise GradingError("it is not a notebook: its cells are damaged")
    return notebook
