"""A mark: what one student has for one assignment."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

__all__ = ["BY_HAND", "FAILED", "GRADED", "NOTHING", "WAITING", "Mark", "duration"]

# what a mark's status can be
GRADED, BY_HAND = "graded", "needs manual grading"
NOTHING, FAILED, WAITING = "nothing handed in", "cannot be graded", "not graded yet"


@dataclass
class Mark:
    """What one student has for one assignment.

    Attributes
    ----------
    student : str
    status : str
        ``graded``, ``needs manual grading``, ``nothing handed in``, ``cannot be graded``, or ``not graded yet``, also
        where it is the grader that failed.
    reason : str
        Why it is not graded, or what should be known about a submission that was.
    cells : dict of str to float or None
        The points of each graded cell, by grade_id; None where there are none yet.
    automatic, manual, total : float or None
        Points of the cells that are run, points of those that a person reads, and their sum less a penalty for
        lateness. None as long as nothing is graded; ``manual`` also while a person has still to read.
    verdicts : dict of str to dict
        How each cell that is run ended, by grade_id: its ``verdict`` (see `grading.verdicts.Verdict`) and ``reason``.
    earlier : float or None
        All points that the gradebook has from before, where the present submission cannot be graded or is gone. They
        are not this submission's: no other figure contains them.
    late : float or None
        Seconds between the due date and the submission, 0 if it was in time; None if one of the two is not known.
    """

    student: str
    status: str
    reason: str = ""
    cells: dict[str, float | None] = field(default_factory=dict)
    automatic: float | None = None
    manual: float | None = None
    total: float | None = None
    verdicts: dict[str, dict[str, str]] = field(default_factory=dict)
    earlier: float | None = None
    late: float | None = None

    @property
    def remarks(self) -> str:
        """What the marks alone do not tell: why not graded, which cells did not plainly pass or fail, how late."""
        return "; ".join(filter(None, (self.reason, self.lateness)))

    @property
    def lateness(self) -> str:
        """How late it was, in words; empty if it was not."""
        return f"{duration(self.late)} late" if self.late else ""

    @property
    def is_graded(self) -> bool:
        """Whether it has points, be they all or only those given by the machine."""
        return self.status in (GRADED, BY_HAND)


def duration(seconds: float) -> str:
    """Return a time in words: two units, of the last those that have begun count.

    Examples
    --------
    >>> [duration(seconds) for seconds in (1, 3600, 3900, 2 * 86400 + 1)]
    ['1 min', '1 h 0 min', '1 h 5 min', '2 d 1 h']
    """
    minutes = math.ceil(seconds / 60)
    if minutes < 60:
        return f"{minutes} min"
    hours = math.ceil(seconds / 3600)
    return f"{minutes // 60} h {minutes % 60} min" if minutes < 24 * 60 else f"{hours // 24} d {hours % 24} h"
