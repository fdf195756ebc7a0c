"""Grade one submission with nbgrader's own autograder, in this process.

Nothing but the function `autograde` is used by the rest of the package, so another engine can take its place. This
one trusts the students: their code runs in a kernel with the rights of whoever grades.
"""

from __future__ import annotations

import contextlib
import io
import logging
import re
import warnings
from collections.abc import Iterator
from pathlib import Path

from grading import settings

__all__ = ["SubmissionError", "autograde", "captured_log"]

# what nbgrader logs when it gives a submission up, and what it means
MEANINGS = (
    (r"DeadKernelError|Kernel died", "its kernel died while the notebook ran (did it use up the memory, or exit?)"),
    (r"kernel became unresponsive|UnresponsiveKernelError", "a cell did not end, and could not be interrupted"),
    (r"Notebook failed to validate|ValidationError", "its cells are not those of the assignment any more"),
    (r"No notebooks were matched|No notebooks found", "the notebook is missing"),
)


class SubmissionError(Exception):
    """nbgrader gave a submission up; the message is the reason, for the instructor."""


def autograde(class_dir: Path, assignment: str, student: str) -> None:
    """Run a submission and write its points into the gradebook of the class.

    Points that a person has given stay. Nothing is kept of an earlier run of the same submission.

    Parameters
    ----------
    class_dir : Path
        A class directory with nbgrader_config.py, submitted/ and a gradebook that knows the assignment.
    assignment : str
        For example 01-neurons.
    student : str
        The name of the student's directory in submitted/.

    Raises
    ------
    SubmissionError
        If nbgrader could not finish.
    """
    from nbgrader.converters import Autograde  # a second, which `--help` need not wait for

    config = settings.load(class_dir)
    where = settings.course_directory(config, assignment, student)
    converter = Autograde(coursedir=where, config=config)
    converter.force = True
    with captured_log(converter.log) as log:
        try:
            converter.start()
        except Exception as error:
            raise SubmissionError(explain(log.getvalue(), error)) from error


def explain(log: str, error: Exception) -> str:
    """Return the reason why nbgrader gave up, as far as its log tells."""
    for pattern, meaning in MEANINGS:
        if re.search(pattern, log):
            return meaning
    told = re.findall(r"^(?:[\w.]+\.)?(\w*(?:Error|Exception|Entry): .+)$", log, re.MULTILINE)
    return f"nbgrader gave up ({told[-1] if told else error})"


@contextlib.contextmanager
def captured_log(log: logging.Logger) -> Iterator[io.StringIO]:
    """Keep what nbgrader logs, and its warnings about its own database, away from the screen; give the log."""
    text = io.StringIO()
    handler = logging.StreamHandler(text)
    others, propagates, level = log.handlers[:], log.propagate, log.level
    log.handlers[:] = [handler]
    log.propagate = False
    log.setLevel(logging.WARNING)
    try:
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", module="nbgrader")
            yield text
    finally:
        log.handlers[:] = others
        log.propagate = propagates
        log.setLevel(level)
