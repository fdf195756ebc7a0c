"""Run notebooks: the job function behind a `concurrent.futures` executor, and the processes it drives.

A job is plain data (cells, files, limits) and so is its result (outputs and how each cell ended); `run_job` knows no
gradebook, so any executor may call it, in threads here or on other machines. Every byte that comes back from a process
is untrusted until checked.
"""

import atexit
import contextlib
import dataclasses
import itertools
import json
import os
import select
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time

from . import sandbox, wire

PRELOAD = ("numpy", "matplotlib", "matplotlib.pyplot", "matplotlib_inline.backend_inline", "nnlib")
MAX_OUTPUTS = 2000
PATIENCE = 5.0  # seconds for the rest of a message that has begun
COPY_PATIENCE = 20.0  # seconds for a process to copy itself, which on an overloaded machine takes its time
NOT_RUN = "the notebook's process ended before this cell"
MOST_ENDED = 3  # cells that may end their process before what follows them is given up
_ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
_START = "import sys; sys.path.insert(0, {root!r}); from grading.zygote import main; main({settings!r})"

# how a cell relates to the two processes
STUDENT, STUDENT_SIDE, SHARED, GRADED = "student", "student-side", "shared", "graded"


@dataclasses.dataclass(frozen=True)
class Cell:
    """One code cell of a sanitised notebook.

    Attributes
    ----------
    kind : str
        Which process runs it.
    source : str
    hidden : bool
        Whether it holds hidden tests.
    number : int
        What stands in ``In [ ]`` beside it, and in the traceback of its errors.
    """

    kind: str
    source: str
    hidden: bool = False
    number: int = 1

    def to(self, way):
        """Return the message that has a process run it: to "run", to "share" or to "check"."""
        return {way: self.source, "number": self.number}


@dataclasses.dataclass(frozen=True)
class Job:
    """One notebook to run.

    Attributes
    ----------
    cells : tuple of Cell
    files : dict of str to bytes
        What lies beside the notebook, for the student's process only.
    names : tuple of str
        What the tests may fetch from the submission.
    setup : tuple of str
        Import statements of the master's solution cells, run for the tests.
    two_processes : bool
        Whether the tests run apart from the submission (False only for notebooks one trusts).
    timeout, total_timeout : float
        Seconds for one cell, and for the submission's and the tests' cells each.
    modules : tuple of str
        Imported ahead, beyond the usual ones: "torch" where the exercise needs it.
    limits : sandbox.Limits
        What its processes may use, each of them.
    """

    cells: tuple
    files: dict = dataclasses.field(default_factory=dict)
    names: tuple = ()
    setup: tuple = ()
    two_processes: bool = True
    timeout: float = 30.0
    total_timeout: float = 240.0
    modules: tuple = ()
    limits: sandbox.Limits = dataclasses.field(default_factory=sandbox.Limits)


class EngineError(Exception):
    """The engine itself could not work; no submission is to blame."""


class _Ended(Exception):  # noqa: N818
    """The process on the other side has ended, or must be ended."""


def _environment():
    """Return the environment of every job: of the grader's own the time zone, and what its Python needs to start."""
    kept = {key: os.environ[key] for key in ("TZ", "OPENBLAS_CORETYPE", "LD_LIBRARY_PATH") if key in os.environ}
    one_thread = dict.fromkeys(
        ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS"), "1"
    )
    return kept | one_thread | {
        "PATH": f"{sys.prefix}/bin:/usr/bin:/bin", "LANG": "C.UTF-8", "HOME": "/tmp", "TERM": "dumb",
        "MPLBACKEND": "module://matplotlib_inline.backend_inline", "MPLCONFIGDIR": "/tmp/.matplotlib",
        "IPYTHONDIR": "/tmp/.ipython", "NBGRADER_EXECUTION": "autograde",
    }  # fmt: skip


class House:
    """A warm parent in its sandbox, and the way to have it fork jobs.

    Parameters
    ----------
    modules : tuple of str
        Imported ahead.
    layers : set of str, optional
        Which layers of the sandbox to use; all that work here by default.
    memory : int
        Bytes for all jobs together, where a control group may be made.
    """

    def __init__(self, modules=PRELOAD, layers=None, memory=8 << 30):
        self.layers = sandbox.working_layers() if layers is None else set(layers)
        self.cgroup = sandbox.cgroup.create(memory) if "cgroup" in self.layers else None
        self.control, peer = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self.log = tempfile.TemporaryFile()  # noqa: SIM115 - closed by close()
        settings = {
            "fd": peer.fileno(), "layers": sorted(self.layers), "preload": list(modules),
            "paths": sandbox.readable_paths(), "cgroup": self.cgroup,
        }  # fmt: skip
        self.process = subprocess.Popen(
            [sys.executable, "-I", "-B", "-c", _START.format(root=_ROOT, settings=settings)],
            pass_fds=[peer.fileno()], env=_environment(), cwd="/", start_new_session=True,
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=self.log,
        )  # fmt: skip
        peer.close()
        self._ready = threading.Lock()
        self.missing = None
        self._testers, self._testers_lock = {}, threading.Lock()
        self._dead_patterns = []

    def wait(self, timeout=120):
        """Wait until the libraries are imported."""
        with self._ready:
            if self.missing is None:
                self.control.settimeout(timeout)
                try:
                    answer = self.control.recv(1 << 16)
                except OSError:
                    answer = b""
                if not answer:
                    self.log.seek(0)
                    words = self.log.read().decode("utf-8", "replace")[-2000:]
                    raise EngineError(f"the warm parent did not start:\n{words}")
                self.missing = json.loads(answer)["missing"]
        return self

    @property
    def alive(self):
        """Whether it still runs."""
        return self.process.poll() is None

    def kills(self):
        """Return how many processes of its jobs the kernel has ended for the memory of all together."""
        return sandbox.cgroup.kills(self.cgroup) if self.cgroup else 0

    def submission(self, job):
        """Return a process, locked in a room of its own, for the submission's cells."""
        return Room(self.wait(), "student", job)

    def tester(self, job):
        """Return a process for the tests of one submission.

        It is a copy of one that is locked in already and has run what all submissions of the exercise have in common:
        imports, and the shared cells ahead of the first check, and has compiled the checks. That one never meets a
        submission.
        """
        checks = tuple(cell.source for cell in job.cells if cell.kind == GRADED)
        leading = _leading(job.cells)
        # not the cells' numbers, which differ with every cell that a student adds
        key = (job.setup, tuple(cell.source for cell in leading), checks, job.names, job.limits)
        with self._testers_lock:
            pattern = self._testers.get(key)
            if pattern is None or not pattern.alive:
                if pattern:  # its room stays: its copies may still be testing other submissions there
                    self._dead_patterns.append(pattern)
                pattern = self._testers[key] = Room(self.wait(), "tester", job)
                for source in job.setup:
                    pattern.run(Cell(SHARED, source).to("run"), job.timeout)
                for cell in leading:
                    pattern.run(cell.to("share"), job.timeout)
                pattern.run({"prepare": checks}, job.timeout)
            made = pattern.copy()
        if made is None:
            pattern.stop()
            raise EngineError("the process for the tests could not be copied")
        return made

    def end_testers(self):
        """End the processes that testers are copied from; the next job makes new ones."""
        with self._testers_lock:
            for pattern in [*self._testers.values(), *self._dead_patterns]:
                pattern.end()
            self._testers.clear()
            self._dead_patterns.clear()

    def close(self):
        """End it and everything in it."""
        self.end_testers()
        self.control.close()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.log.close()
        if self.cgroup:
            sandbox.cgroup.remove(self.cgroup)


def _leading(cells):
    """Return the shared cells that stand ahead of every check."""
    first = next((i for i, cell in enumerate(cells) if cell.kind == GRADED), len(cells))
    return tuple(cell for cell in cells[:first] if cell.kind == SHARED)


class Process:
    """A locked-in process: it runs cells, one after the other, and makes copies of itself.

    Parameters
    ----------
    sock : socket.socket
        The grader's end of the connection to it.
    output : int
        Bytes of outputs that are kept.
    """

    def __init__(self, sock, output):
        self.sock, self.output, self.output_left = sock, output, output
        self.alive, self._pidfd = True, None

    def _meet(self, timeout):
        """Receive what signals it, and its word that it is ready."""
        self._pidfd = _receive_pidfd(self.sock, timeout)
        message = self._receive(timeout)
        if "ready" not in message:
            raise _Ended(f"it says: {str(message)[:2000]}")

    def _receive(self, timeout):
        self.sock.settimeout(max(timeout, 0.001))
        # an output beyond what is kept is none to send; the rest is for what stands around it
        message, _ = wire.receive(self.sock, max_head=self.output + (1 << 16), max_buffers=0, patience=PATIENCE)
        if not isinstance(message, dict):
            raise wire.WireError("a message is not an object")
        return message

    def run(self, message, timeout, fds=(), interrupt=None):
        """Have the process run one cell.

        Parameters
        ----------
        message : dict
            What to run: see `Cell.to`.
        timeout : float
            Seconds.
        fds : sequence of int
            Descriptors that travel along.
        interrupt : sequence of callables, optional
            Tried one after the other when time is up, each followed by a second's grace; by default SIGINT.

        Returns
        -------
        outputs : list of dict
        status : dict
            {"value": ...}, {"error": names, "message": text}, {"timeout": True} or {"crashed": reason}.
        """
        outputs, late = [], False
        attempts = list(interrupt or (lambda: self.signal(signal.SIGINT),))
        try:
            self.sock.settimeout(30)
            wire.send(self.sock, message, fds=fds)
            end = time.monotonic() + timeout
            while True:
                try:
                    answer = self._receive(end - time.monotonic())
                except TimeoutError:
                    answer = {}
                if "output" in answer:
                    self._collect(answer["output"], outputs)
                elif "done" in answer and isinstance(answer["done"], dict):
                    return outputs, {"timeout": True} if late else _checked_status(answer["done"])
                elif answer:
                    raise _Ended(str(answer.get("broken", "it sent something unexpected"))[:300])
                if time.monotonic() >= end:  # asked after every answer: a flood of outputs must not hold off the clock
                    late = True
                    if not attempts:
                        raise _Ended("it could not be interrupted")
                    attempts.pop(0)()
                    end = time.monotonic() + 1.0
        except (wire.WireError, OSError, _Ended) as error:
            self.stop()
            return outputs, {"timeout": True} if late else {"crashed": str(error)}

    def _collect(self, output, outputs):
        if isinstance(output, dict) and output.get("output_type") == "update_display_data":
            self.output_left -= _update(output, outputs, self.output_left)
            return
        plain = _checked_output(output, outputs)
        if plain is None:
            return
        self.output_left -= len(json.dumps(plain))
        if self.output_left < 0 or len(outputs) >= MAX_OUTPUTS:
            if self.output_left > -(1 << 40):
                outputs.append(_stream("\n[more was printed than is kept]\n"))
                self.output_left = -(1 << 41)
        else:
            outputs.append(plain)

    def plan(self, cells):
        """Return the indices of the cells before which it has to be copied, or None if it does not answer.

        To be asked ahead of the first cell, while nothing of the student's has run: sources are parsed over there.
        """
        try:
            self.sock.settimeout(10)
            wire.send(self.sock, {"plan": [(cell.kind, cell.source) for cell in cells]})
            return {int(index) for index in self._receive(10)["plan"]}
        except (wire.WireError, OSError, KeyError, TypeError, ValueError):
            return None

    def copy(self, instead=False):
        """Return a copy of it as it is now, a `Process` of its own, or None if there can be none.

        With `instead` it may go on as its own copy, at a lower cost, and then answers nobody else any more.
        """
        if not self.alive:
            return None
        ours, theirs = socket.socketpair()
        made = Process(ours, self.output)
        try:
            with theirs:
                self.sock.settimeout(COPY_PATIENCE)
                wire.send(self.sock, {"copy": "instead" if instead else "beside"}, fds=[theirs.fileno()])
            made._meet(COPY_PATIENCE)
        except (OSError, wire.WireError, _Ended):
            made.end()
            self.stop()  # whoever asks again would wait as long
            return None
        return made

    def signal(self, number):
        """Send it a signal."""
        if self._pidfd is not None:
            with contextlib.suppress(OSError):
                signal.pidfd_send_signal(self._pidfd, number)

    def stop(self):
        """End it at once; its copies stay."""
        self.alive = False
        self.signal(signal.SIGKILL)

    def end(self):
        """Let go of it: it ends by itself, or at once where it has not answered."""
        if not self.alive:
            self.signal(signal.SIGKILL)
        self.alive = False
        self.sock.close()
        if self._pidfd is not None:
            os.close(self._pidfd)
            self._pidfd = None


class Room(Process):
    """A process in a room of its own: new namespaces, with a guard that ends everything in them."""

    def __init__(self, house, role, job):
        ours, theirs = socket.socketpair()
        super().__init__(ours, job.limits.output)
        self.leash, leash_end = socket.socketpair()
        self._guard, self._folder = None, None
        try:
            request = {"role": role, "limits": dataclasses.asdict(job.limits)}
            socket.send_fds(house.control, [json.dumps(request).encode()], [theirs.fileno(), leash_end.fileno()])
        except OSError as error:
            self.end()
            raise EngineError(f"the warm parent is gone ({error})") from None
        finally:
            theirs.close()
            leash_end.close()
        if "namespaces" not in house.layers:
            self._folder = tempfile.TemporaryDirectory(prefix="grading-", ignore_cleanup_errors=True)
            os.chmod(self._folder.name, 0o777)
        files = job.files if role == "student" else {}
        setup = {
            "files": list(files), "env": _environment(), "names": list(job.names),
            "folder": self._folder and self._folder.name,
        }  # fmt: skip
        try:
            self._guard = _receive_pidfd(self.leash, 30)
            wire.send(self.sock, setup, list(files.values()))
            self._meet(30)
        except (OSError, wire.WireError, _Ended) as error:
            self.end()
            raise EngineError(f"a process for the submission could not be locked in ({error})") from None

    def end(self):
        """End it with everything it started, copies too."""
        self.leash.close()
        super().end()
        if self._guard is not None:
            # the guard ends what it guards; as the first process of a namespace it takes everything along
            gone, _, _ = select.select([self._guard], [], [], 5)
            if not gone:
                with contextlib.suppress(OSError):
                    signal.pidfd_send_signal(self._guard, signal.SIGKILL)
            os.close(self._guard)
            self._guard = None
        if self._folder:
            self._folder.cleanup()


def _receive_pidfd(sock, timeout):
    sock.settimeout(timeout)
    start, fds, _, _ = socket.recv_fds(sock, 1, 1)
    if not fds and start == b"w":
        return None  # it goes without signals
    if not fds:
        # in its place comes a report of what went wrong, if anything
        words = (start + sock.recv(4000)).decode("utf-8", "replace") if start else ""
        raise _Ended(f"it ended at once: {words}")
    return fds[0]


class Snapshot:
    """The submission as it was before some graded cells.

    Parameters
    ----------
    process : Process or None
        What waits; None where there was no process left to copy.
    keep : bool
        Whether it stays as it is and the tests ask a copy: where a call ends or hangs that one, the next cell has a
        fresh copy. Otherwise there is one for all cells.
    """

    def __init__(self, process, keep):
        self.process, self.keep, self.server = process, keep, None
        self.spent = False  # whether the one copy there was has been ended, or could not be made

    def serve(self):
        """Return the copy that answers tests, or None where there can be none."""
        if self.server is None and self.process and self.process.alive and not self.spent:
            self.server = self.process.copy(instead=not self.keep)
            if self.server:
                self.server.sock.settimeout(None)  # which the tester's end of it shares
            else:
                self.spent = not self.keep
        return self.server

    def signal(self, number):
        """Signal the copy that answers."""
        if self.server:
            self.server.signal(number)

    def drop(self):
        """End the copy that answers."""
        if self.server:
            self.server.stop()
            self.server.end()
            self.server, self.spent = None, not self.keep

    def close(self):
        """End it all."""
        self.drop()
        if self.process:
            self.process.end()


def _stream(text, name="stdout"):
    return {"output_type": "stream", "name": name, "text": text}


def _checked_status(status):
    """Return a status with nothing but what a status may hold."""
    if isinstance(status.get("error"), list):
        names = [str(name)[:80] for name in status["error"][:20]]
        return {"error": names, "message": str(status.get("message", ""))[:4000]}
    value = status.get("value")
    return {"value": value if value is None or type(value) is float else str(value)[:80]}


def _checked_output(output, earlier):
    """Return an nbformat output made of plain text and known keys, or None."""
    if not isinstance(output, dict):
        return None
    kind = output.get("output_type")
    if kind == "stream":
        return _stream(str(output.get("text", "")), "stderr" if output.get("name") == "stderr" else "stdout")
    if kind == "error":
        lines = output.get("traceback")
        lines = [str(line)[:20000] for line in lines[:200]] if isinstance(lines, list) else []
        return {
            "output_type": "error", "ename": str(output.get("ename"))[:200],
            "evalue": str(output.get("evalue"))[:5000], "traceback": lines,
        }  # fmt: skip
    if kind == "clear_output":
        # clearing never hides an error or a warning
        earlier[:] = [o for o in earlier if o["output_type"] == "error" or o.get("name") == "stderr"]
        return None
    if kind not in ("execute_result", "display_data") or not isinstance(output.get("data"), dict):
        return None
    data = _checked_data(output["data"])
    label = output.get("display_id")
    metadata = {"display_id": label[:80]} if isinstance(label, str) and label else {}
    return {"output_type": kind, "data": data, "metadata": metadata} | (
        {"execution_count": None} if kind == "execute_result" else {}
    )


def _checked_data(data):
    return {str(key)[:100]: value for key, value in list(data.items())[:20] if isinstance(value, str)}


def _update(output, earlier, left):
    """Put what an update brings in the place of an earlier display, if there is room; return how much longer it is."""
    data, label = output.get("data"), output.get("display_id")
    shown = [old for old in earlier if label and old.get("metadata", {}).get("display_id") == label]
    if not shown or not isinstance(data, dict):
        return 0
    data = _checked_data(data)
    grown = sum(len(json.dumps(data)) - len(json.dumps(old["data"])) for old in shown)
    if grown > max(left, 0):
        return 0
    for old in shown:
        old["data"] = data
    return grown


# ------------------------------------------------------------------------------------------------- the warm parents
_houses, _houses_lock = {}, threading.Lock()
_closed = [0]  # how often `close` was called


def house(modules=()):
    """Return the warm parent that has imported `modules` beyond the usual ones, started if need be.

    Parameters
    ----------
    modules : tuple of str

    Returns
    -------
    House
    """
    with _houses_lock:
        found = _houses.get(modules)
        if found is None or not found.alive:
            if found:
                found.close()
            found = _houses[modules] = House(PRELOAD + tuple(modules))
    return found.wait()


def close():
    """End every warm parent, and with them whatever still runs."""
    _closed[0] += 1  # first: what runs shall not start anew
    with _houses_lock:
        for found in _houses.values():
            found.close()
        _houses.clear()


atexit.register(close)


# ------------------------------------------------------------------------------------------------------ the job itself
def run_job(job):
    """Run one notebook.

    Parameters
    ----------
    job : Job

    Returns
    -------
    list of dict
        For each cell of the job, in order: "outputs" (nbformat dicts) and "status" (see `Process.run`).

    Raises
    ------
    EngineError
        When the engine itself fails; nothing that a submission does raises.
    """
    closed = _closed[0]
    for attempt in range(3):
        with _gate.alone() if attempt else _gate.together():
            if closed != _closed[0]:
                raise EngineError("the engine has been closed")
            try:
                warm = house(job.modules)
                kills = warm.kills()
                results = _run_two_processes(warm, job) if job.two_processes else _run_one_process(warm, job)
            except EngineError:
                if attempt == 2 or closed != _closed[0]:
                    raise
                time.sleep(0.2 * (attempt + 1))
                continue
        # where the memory of all was used up, the kernel may have ended those who used little: once more, alone
        if attempt or kills == warm.kills() or not any("crashed" in result["status"] for result in results if result):
            return results
    return results


class _Gate:
    """Lets jobs run together, or one alone, for which those that come later wait."""

    def __init__(self):
        self.changed, self.running, self.taken = threading.Condition(), 0, False

    @contextlib.contextmanager
    def together(self):
        """Run beside others."""
        with self.changed:
            self.changed.wait_for(lambda: not self.taken)
            self.running += 1
        try:
            yield
        finally:
            with self.changed:
                self.running -= 1
                self.changed.notify_all()

    @contextlib.contextmanager
    def alone(self):
        """Run when all others have ended."""
        with self.changed:
            self.changed.wait_for(lambda: not self.taken)
            self.taken = True
            self.changed.wait_for(lambda: not self.running)
        try:
            yield
        finally:
            with self.changed:
                self.taken = False
                self.changed.notify_all()


_gate = _Gate()


class _Clock:
    """Hands out each cell's time from a total."""

    def __init__(self, job):
        self.each, self.end = job.timeout, time.monotonic() + job.total_timeout

    def left(self):
        return self.end - time.monotonic()

    def next(self):
        return min(self.each, self.left())


def _ended(status):
    return {"outputs": [], "status": status}


def _run_one_process(warm, job):
    process, clock, results = warm.submission(job), _Clock(job), []
    try:
        for cell in job.cells:
            way = "check" if cell.kind == GRADED else "run"
            results.append(_run_cell(process, cell.to(way), clock))
    finally:
        process.end()
    return results


def _run_cell(process, message, clock):
    left = clock.next()
    if not process.alive:
        return _ended({"crashed": NOT_RUN})
    if left <= 0:
        return _ended({"timeout": True})
    outputs, status = process.run(message, left)
    return {"outputs": outputs, "status": status}


def _run_two_processes(warm, job):
    """Run a job quickly, as if no call ended or hung its process; where one does, go on with spare copies.

    What is known by then stays: what a student can read comes from a run that has met no hidden input before, which a
    submission could have found a way to remember.
    """
    results, ended = [None] * len(job.cells), set()
    if not _TwoProcesses(warm, job, results, ended, spare=False).run():
        _TwoProcesses(warm, job, results, ended, spare=True).run()
    return results


class _TwoProcesses:
    """The submission first, to its end, leaving copies as they were ahead of their checks; then the tests of these.

    Of the tests the visible ones come first. In this order nothing that a hidden test passes in can come back in an
    output of the submission, or in what a visible test prints, by whichever way it was kept.

    Parameters
    ----------
    warm : House
    job : Job
    results : list of dict or None
        For each cell, what an earlier run has found out; filled in.
    ended : set of int
        The submission's cells that have ended its process, to be left out; filled in.
    spare : bool
        Whether a copy of the submission waits for the case that a call ends the one that answers.
    """

    def __init__(self, warm, job, results, ended, spare):
        self.warm, self.job, self.results, self.ended, self.spare = warm, job, results, ended, spare
        self.known = [result is not None for result in results]
        self.repeats = len(ended)
        self.student, self.snapshots, self.tester, self.met = None, {}, None, None

    def run(self):
        """Run it; return False if a call ended or hung the process that other checks need."""
        clock = _Clock(self.job)
        try:
            while not self._run_student(clock):
                pass  # once more, without the cell that ended the process: its author's other answers count
            return self._run_tests()
        finally:
            self._end_student()
            if self.tester:
                self.tester.end()

    def _start_student(self):
        """Start the submission's process; return the cells before which it is to be copied."""
        self._end_student()
        self.student = self.warm.submission(self.job)
        found = self.student.plan(self.job.cells)
        if found is None:  # sources that not even Python's parser survives
            self.student.end()
            self.student, found = self.warm.submission(self.job), set(range(len(self.job.cells)))
        return found

    def _end_student(self):
        for snapshot in self.snapshots.values():
            snapshot.drop()
        if self.student:
            self.student.end()  # with all its copies
        for snapshot in self.snapshots.values():
            snapshot.close()
        self.snapshots = {}

    def _run_student(self, clock):
        """Run the submission's cells; return False if it is to be done again, because the process ended.

        That is so only while there is time for what came ahead of the end: it may have earned its points already.
        """
        copies_before, waiting, since = self._start_student(), [], time.monotonic()
        for i, cell in enumerate(self.job.cells):
            if cell.kind == GRADED:
                waiting.append(i)
                continue
            if waiting and i in copies_before:
                self.snapshots |= dict.fromkeys(waiting, Snapshot(self.student.copy(), self.spare))
                waiting = []
            if i in self.ended:
                continue
            was_alive, ahead = self.student.alive, time.monotonic() - since
            result = _run_cell(self.student, cell.to("run"), clock)
            if not self.known[i]:
                self.results[i] = result
            if not self.student.alive and self.repeats < MOST_ENDED and clock.left() > ahead:
                self.repeats += 1
                if was_alive:  # if not, it could not be copied, for which this cell is not to blame
                    self.ended.add(i)
                return False
        self.snapshots |= dict.fromkeys(waiting, Snapshot(self.student, self.spare))
        return True

    def _answer_ended(self, check):
        """Return whether one of the cells between the checks before and this one has ended its process."""
        is_graded = [cell.kind == GRADED for cell in self.job.cells]
        above = itertools.dropwhile(is_graded.__getitem__, range(check - 1, -1, -1))
        return not self.ended.isdisjoint(itertools.takewhile(lambda i: not is_graded[i], above))

    def _run_tests(self):
        """Run the checks that are not known yet; return False if some are left because nobody answers them any more."""
        clock, left = _Clock(self.job), []
        for i, cell in self._in_order():
            if cell.kind == SHARED:
                if self.tester and self.tester.alive:  # another one will run it when it starts
                    self.tester.run(cell.to("share"), self.job.timeout)
            elif self.known[i]:
                continue
            elif cell.hidden and left and not left[0].hidden:
                return False  # the visible ones first
            elif self.snapshots[i].serve() is None and self.snapshots[i].spent:
                left.append(cell)
            else:
                self.results[i] = self._check(i, cell, clock)
        return not left

    def _in_order(self):
        """Return (index, cell) of all that testers run: shared cells and visible checks, then hidden checks."""
        numbered = list(enumerate(self.job.cells))
        leading = len(_leading(self.job.cells))
        shared_and_visible = [(i, c) for i, c in numbered if c.kind == SHARED or (c.kind == GRADED and not c.hidden)]
        return shared_and_visible[leading:] + [(i, c) for i, c in numbered if c.kind == GRADED and c.hidden]

    def _start_tester(self, before):
        """Start a tester that has run the shared cells which are due ahead of cell number `before`."""
        if self.tester:
            self.tester.end()
        self.tester, self.met = self.warm.tester(self.job), None
        for i, cell in self._in_order():
            if i == before:
                break
            if cell.kind == SHARED:
                self.tester.run(cell.to("share"), self.job.timeout)

    def _check(self, i, cell, clock):
        left, snapshot = clock.next(), self.snapshots[i]
        if left <= 0:
            return _ended({"timeout": True})
        server = snapshot.serve()
        if server is None:
            return _ended({"crashed": "the submission's process ended before this check"})
        if self.tester is None or not self.tester.alive:
            self._start_tester(before=i)
        interrupts = (
            lambda: snapshot.signal(signal.SIGINT),
            lambda: snapshot.signal(signal.SIGKILL),
            lambda: self.tester.signal(signal.SIGINT),
        )
        introduction = [] if server is self.met else [server.sock.fileno()]
        outputs, status = self.tester.run(cell.to("check"), left, introduction, interrupts)
        self.met = server
        if "SubmissionGone" in status.get("error", ()):
            status = {"crashed": "the submission's process ended during this check"}
        if "timeout" in status or "crashed" in status:
            snapshot.drop()
        elif "error" in status and self._answer_ended(i):
            status = {"crashed": "a cell above this check ended the notebook's process"}
        return {"outputs": outputs, "status": status}
