"""One run of the grader over an assignment of a class: one grader at a time, an honest end however it comes."""

import contextlib
import dataclasses
import logging
import os
import signal

from nbgrader.converters import NbGraderException
from sqlalchemy.exc import OperationalError

from . import autograde, settings, verdicts
from .lock import Busy, only_grader

# exit codes
DONE, NEEDS_A_LOOK, BUSY, UNPROTECTED, ENGINE_FAILED, INTERRUPTED = 0, 1, 3, 4, 5, 130


@dataclasses.dataclass
class Summary:
    """What became of a run.

    Attributes
    ----------
    records : verdicts.Records
        Every student's record of verdicts, those of earlier runs included.
    graded, skipped, failed : list of str
        Students graded in this run, left alone because nothing changed, and those on whom the grader itself failed.
    exit_code : int
        `DONE`; `NEEDS_A_LOOK` if a submission is set aside or the grader failed on one; `ENGINE_FAILED` if no notebook
        could be run, or none any more; `BUSY`, `UNPROTECTED` or `INTERRUPTED`.
    problem : str
        What ended the run early or kept a submission from being graded; else empty.
    problems : dict of str to str
        What it was, for each of those on whom the grader failed, or to whom it did not come.
    outdated : list of str
        Students whom the run was not about, and who have marks of an earlier submission or master.
    """

    records: verdicts.Records
    graded: list
    skipped: list
    failed: list
    exit_code: int
    problem: str = ""
    problems: dict = dataclasses.field(default_factory=dict)
    outdated: list = dataclasses.field(default_factory=list)


@contextlib.contextmanager
def _logger(root):
    """Yield a logger that writes nbgrader's own words into the class directory."""
    log = logging.getLogger(f"grading.{os.getpid()}")
    log.propagate = False
    log.setLevel(logging.INFO)
    handler = logging.FileHandler(os.path.join(root, "grading.log"), encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    handler.handleError = lambda record: None  # where the disk is full, that is told once, by whoever meets it
    log.addHandler(handler)
    try:
        yield log
    finally:
        log.removeHandler(handler)
        with contextlib.suppress(OSError):
            handler.close()


class _Terminated(KeyboardInterrupt):
    """SIGTERM, treated as Ctrl-C is."""


def _terminate(*_):
    raise _Terminated


def grade_class(config, assignment, *, student="*", resume=False, on_student=None, is_held=False):
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
    on_student : callable, optional
        Hears of every student that is done: see `autograde.Grader`.
    is_held : bool, default False
        Whether the caller holds the class (`lock.only_grader`) already.

    Returns
    -------
    Summary

    Raises
    ------
    OSError, sqlalchemy.exc.OperationalError
        If the disk is full, or the gradebook cannot be used.
    """
    settings.put_alembic_on_path()
    coursedir = settings.course_directory(config, assignment, student)
    gradebooks = logging.getLogger("tornado.application")  # where nbgrader's prints a traceback of all that it raises
    with _logger(coursedir.root) as log, settings.captured_log(gradebooks):
        grader = autograde.Grader(coursedir=coursedir, config=config, resume=resume, log=log)
        grader.on_student = on_student
        grader.is_alone = True  # made sure of here
        problem, code = _run(grader, contextlib.nullcontext() if is_held else only_grader(coursedir.root))
    records = verdicts.Records(coursedir.root, assignment)
    if code == DONE and any(record["set_aside"] for record in records.values()):
        code = NEEDS_A_LOOK
    return Summary(
        records, grader.graded, grader.skipped, grader.failed, code, problem, grader.problems, grader.outdated
    )


def _run(grader, hold):
    """Start a grader while `hold` is entered; return what the problem is, if there is one, and the exit code."""
    here, before = os.getcwd(), signal.getsignal(signal.SIGTERM)
    try:
        with hold:
            signal.signal(signal.SIGTERM, _terminate)
            grader.start()
    except Busy as busy:
        return str(busy), BUSY
    except autograde.Unprotected as refusal:
        return str(refusal), UNPROTECTED
    except KeyboardInterrupt:
        return "interrupted; what is left is graded when it starts again", INTERRUPTED
    except NbGraderException as error:
        if grader.stopped and isinstance(grader.error, OSError | OperationalError):
            raise grader.error from None
        if grader.engine_failed:
            return f"the engine failed: {autograde.in_words(grader.error)}", ENGINE_FAILED
        # where some submissions failed, nbgrader points to tracebacks "above", where nobody sees them
        words = "the grader failed" if "traceback" in str(error) else error
        return f"{words} (the whole story is in grading.log)", NEEDS_A_LOOK
    finally:
        signal.signal(signal.SIGTERM, before)
        os.chdir(here)
    return "", DONE
