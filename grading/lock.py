"""One grader at a time on one class, whoever starts it: a file lock, which the system lifts when a process ends."""

import asyncio
import atexit
import contextlib
import os
import socket
import threading
import time

from nbgrader.converters import NbGraderException

from . import verdicts

try:
    import fcntl
except ImportError:  # Windows: no other grader is looked for
    fcntl = None


class Busy(NbGraderException):
    """The class cannot be held, most often because another grader works on it; the message says which."""


@contextlib.contextmanager
def only_grader(root, wait=0.0):
    """Hold a class for one grader.

    Parameters
    ----------
    root : str or Path
        The class directory.
    wait : float, default 0
        Seconds to wait for another grader to end.

    Raises
    ------
    Busy
        If another one holds it still, or the file system lets nobody hold anything.
    """
    file = _hold(root, wait)
    try:
        yield
    finally:
        _let_go(file)


_runs = {}  # the file that a run of nbgrader holds, by the thread that it runs in


def for_a_run(root, wait=0.0):
    """Hold a class for a run of nbgrader that begins; return a function that lets go of it.

    nbgrader makes an exporter when a run begins, and says no word when it ends. Whoever knows that it has ended calls
    the function. Otherwise the class is free when the process ends, which is the way of `nbgrader autograde`; when the
    event loop turns again, which formgrader's button keeps from turning until it is done; or for this thread's next
    run, since a thread does one at a time.

    `root` and `wait` are those of `only_grader`, and so is what is raised.

    Returns
    -------
    callable
    """
    thread = threading.get_ident()
    file = _runs[thread] = _hold(root, wait)

    def let_go():
        if _runs.get(thread) is file:
            _end_run_of(thread)

    with contextlib.suppress(RuntimeError):  # no loop is running
        asyncio.get_running_loop().call_soon(let_go)
    return let_go


def _end_run_of(thread):
    """Let go of what a thread's last run holds: a thread that begins something else has ended it."""
    _let_go(_runs.pop(thread, None))


@atexit.register
def _end_runs():
    for thread in list(_runs):
        _end_run_of(thread)


def _hold(root, wait):
    """Return the locked file of a class, with who holds it written in it; None where files cannot be locked."""
    _end_run_of(threading.get_ident())
    if fcntl is None:
        return None
    file = open(os.path.join(root, ".grading.lock"), "a+")  # noqa: SIM115 - it is held until _let_go
    try:
        _lock(file, time.monotonic() + wait)
        file.seek(0)
        file.truncate()
        file.write(f"process {os.getpid()} on {socket.gethostname()}, since {time.strftime('%Y-%m-%d %H:%M:%S')}")
        file.flush()
    except BaseException:
        file.close()
        raise
    return file


def _lock(file, end):
    while True:
        try:
            return fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > end:
                file.seek(0)
                who = verdicts.plain(file.read()) or "another grader"
                raise Busy(f"{who} is grading this class; wait for it, or end it") from None
        except OSError as error:  # not every file system has locks
            raise Busy(f"{file.name} cannot be locked ({error.strerror}), so another grader may be at work") from None
        time.sleep(0.2)


def _let_go(file):
    if file is not None:
        file.truncate(0)
        file.close()
