"""Find masters, and what their cells are to nbgrader."""

from __future__ import annotations

from pathlib import Path

from nbformat import NotebookNode

from tools import release

__all__ = ["GradingError", "find_master", "known_assignments", "nbgrader_settings"]


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
