"""One grader at a time on one class, whoever starts it: a file lock, which the system lifts when a process ends."""

import asyncio
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
    """Another grader works on this class; the message says which."""


@contextlib.contextmanager
def only_grader(root, wait=0.0):
    """Hold a class for one grader.

    Parameters
    ----------
    root : str
        The class directory.
    wait : float
        Seconds to wait for another grader to end.

    Raises
    ------
    Busy
        If another one holds it still.
    """
    file = _take(root, wait)
    try:
        yield
    finally:
        _let_go(file)


_runs = {}  # the files that runs of nbgrader in this process hold, by thread and class


def for_a_run(root, wait=0.0):
    """Hold a class for a run of nbgrader that begins; return a function that lets go of it.

    nbgrader makes an exporter when a run begins, and says no word when it ends. Whoever knows that it has ended calls
    the function. Otherwise the class is free when the process ends, which is the way of `nbgrader autograde`; when the
    event loop turns again, which formgrader's button keeps from turning until it is done; or for this thread's next
    run, since a thread does one at a time.
    """
    key = threading.get_ident(), os.path.realpath(root)
    _let_go(_runs.pop(key, None))
    file = _runs[key] = _take(root, wait)

    def let_go():
        if _runs.get(key) is file:
            _let_go(_runs.pop(key))

    with contextlib.suppress(RuntimeError):  # no loop is running
        asyncio.get_running_loop().call_soon(let_go)
    return let_go


def _take(root, wait):
    if fcntl is None:
        return None
    file = open(os.path.join(root, ".grading.lock"), "a+")  # noqa: SIM115 - it is held until _let_go
    end = time.monotonic() + wait
    while True:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            break
        except OSError:
            if time.monotonic() > end:
                file.seek(0)
                who = verdicts.plain(file.read()) or "another grader"
                file.close()
                raise Busy(f"{who} is grading this class; wait for it, or end it") from None
            time.sleep(0.2)
    file.seek(0)
    file.truncate()
    file.write(f"process {os.getpid()} on {socket.gethostname()}, since {time.strftime('%Y-%m-%d %H:%M:%S')}")
    file.flush()
    return file


def _let_go(file):
    if file is not None:
        file.truncate(0)
        file.close()
