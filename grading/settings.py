"""What nbgrader must know about one class: the course's settings, with the class directory as the root."""

from __future__ import annotations

import contextlib
import io
import logging
import os
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path

from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config, PyFileConfigLoader

__all__ = ["NAME", "captured_log", "course_directory", "load", "put_alembic_on_path", "write"]

NAME = "nbgrader_config.py"

TEMPLATE = '''"""nbgrader's settings for this class: those of the course, with this directory as the root.

Every nbgrader command and formgrader read it when they are started here. It is yours: settings of your own, such as
due dates' penalties, go to the end.
"""

from pathlib import Path

c = get_config()  # noqa: F821 (nbgrader defines it)
load_subconfig({course!r})  # noqa: F821

c.CourseDirectory.root = str(Path(__file__).resolve().parent)
c.CourseDirectory.source_directory = "source"  # the masters, copied here when you grade
c.CourseDirectory.release_directory = "release"
'''


def write(class_dir: Path, root: Path) -> bool:
    """Write nbgrader_config.py into a class directory that has none; return whether it did."""
    path = class_dir / NAME
    if path.exists():
        return False
    path.write_text(TEMPLATE.format(course=str(root / NAME)), encoding="utf-8")
    return True


def load(class_dir: Path) -> Config:
    """Return the settings of a class directory that has an nbgrader_config.py."""
    config = PyFileConfigLoader(NAME, path=str(class_dir)).load_config()
    config.CourseDirectory.root = str(class_dir)
    return config


def course_directory(config: Config, assignment: str, student: str = "*") -> CourseDirectory:
    """Return nbgrader's own description of a class, narrowed to one assignment and, if given, one student."""
    where = CourseDirectory(config=config)
    where.assignment_id = assignment
    where.student_id = student
    return where


def put_alembic_on_path() -> None:
    """Let nbgrader find the programs of this environment: it starts `alembic` to make a gradebook."""
    programs = str(Path(sys.executable).parent)
    path = os.environ.get("PATH", os.defpath)
    if programs not in path.split(os.pathsep):
        os.environ["PATH"] = os.pathsep.join([programs, path])


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
