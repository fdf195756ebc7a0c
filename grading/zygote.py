"""The warm parent: it imports the heavy libraries once, and every submission starts as a fork of it.

It enters its house (sandbox.layers.enter_house) before it imports them, and never sees a notebook, a test or a
student's file itself. `engine.House` starts it.

For each room it forks three processes: one that leaves for new namespaces, `_guard` as their first process, which ends
everything when the grader lets go, and `_Work`, which locks itself in and runs cells. A working process makes copies of
itself on request, so what it has done once need not be done again, and what it is now is there to be asked later.
"""

import contextlib
import errno
import gc
import json
import numbers
import os
import random
import shutil
import signal
import socket
import sys
import tempfile
import traceback

from . import bridge, plan, sandbox, wire
from .sandbox import kernel
from .sandbox.layers import private_namespaces
from .shell import CellRunner, make_shell

WORK = "/tmp/work"
STUDENT, TESTER = "student", "tester"


def main(settings):
    """Enter the house, warm up, and fork on request until the grader closes the control socket.

    Parameters
    ----------
    settings : dict
        fd (the control socket), layers, paths (what may be read), preload (modules), cgroup (its folder, or None).
    """
    control = socket.socket(fileno=settings["fd"])
    if settings.get("cgroup"):
        sandbox.cgroup.enter(settings["cgroup"])
    layers = set(settings["layers"])
    if "namespaces" in layers:
        sandbox.enter_house(settings["paths"])
    elif os.geteuid() == 0:
        if folder := sandbox.layers.out_of_reach(layers):
            raise PermissionError(sandbox.layers.OUT_OF_REACH.format(folder))
        sandbox.layers.become_outsider()
    missing = _warm(settings["preload"])
    shell = make_shell()
    if "seccomp" in layers:
        sandbox.layers.seccomp.build()
    sys.argv = ["notebook"]
    gc.collect()
    gc.freeze()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    control.send(json.dumps({"ready": True, "missing": missing}).encode())
    while True:
        data, fds, _, _ = socket.recv_fds(control, 1 << 16, 2)
        if not data:
            return
        if os.fork() == 0:
            control.close()
            _start(json.loads(data), fds, layers, settings["paths"], shell)
        wire.close_all(fds)


def _warm(modules):
    missing = []
    for name in modules:
        try:
            __import__(name)
        except ImportError:
            missing.append(name)
    if torch := sys.modules.get("torch"):
        torch.set_num_threads(1)
        torch.set_num_interop_threads(1)
    return missing


def _start(request, fds, layers, paths, shell):
    """Become the job that `request` describes; never returns."""
    job, leash = (socket.socket(fileno=fd) for fd in fds)
    try:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        limits = sandbox.Limits(**request["limits"])
        if "namespaces" in layers:
            private_namespaces()
            first = os.fork()
            if first:
                socket.send_fds(leash, [b"G"], [os.pidfd_open(first)])
                os._exit(0)
            sandbox.private_job(limits, paths)
        else:
            os.setsid()
            socket.send_fds(leash, [b"G"], [os.pidfd_open(os.getpid())])
            kernel.prctl(kernel.PR_SET_CHILD_SUBREAPER, 1)
        if os.fork():
            job.close()
            _guard(leash)
        leash.close()
        os.setsid()
        _Work(job, request, limits, layers, paths, shell).loop()
    except (wire.WireError, EOFError):
        pass
    except BaseException:
        _report(job)
    os._exit(0)


def _report(job):
    with contextlib.suppress(wire.WireError, OSError):
        wire.send(job, {"broken": traceback.format_exc()[-2000:]})


def _guard(leash):
    """Wait until the grader lets go of the leash, then end everything that lives below."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    with contextlib.suppress(OSError):
        leash.recv(1)
    if os.getpid() != 1:  # as the first process of a namespace, ending is enough
        while children := _descendants(os.getpid()):
            for pid in children:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
    os._exit(0)


def _descendants(pid):
    found = []
    try:
        with open(f"/proc/{pid}/task/{pid}/children") as file:
            for child in map(int, file.read().split()):
                found += [child, *_descendants(child)]
    except OSError:
        pass
    return found


class _Work:
    """A locked-in process that does what the grader asks: a submission's, one that serves it, or the tests'."""

    def __init__(self, job, request, limits, layers, paths, shell):
        self.job, self.role, self.limits = job, request["role"], limits
        setup, contents = wire.receive(job)
        self.home = WORK if "namespaces" in layers else setup["folder"]
        os.makedirs(self.home, exist_ok=True)
        os.environ.clear()
        os.environ.update(setup["env"] | {"HOME": self.home})
        _reseed()
        self.shell, self.server, self.link = shell, None, None
        self.shared, self.names, self.folder = set(), set(setup["names"]), None
        self.runner = self._make_runner()  # first: what is handed in may fill the disk
        self._write_files(self.home, setup["files"], contents)
        writable = ["/tmp", "/dev/shm"] if "namespaces" in layers else [self.home]
        self._introduce()
        sandbox.lock_job(limits, layers, [*paths, "/proc", *sandbox.layers.DEVICES], [*writable, "/dev/null"])
        wire.send(job, {"ready": sorted(layers)})

    def _make_runner(self):
        folder = self.folder or self.home
        return CellRunner(self.shell, self._send_output, self.limits.output, folder)

    def _send_output(self, output):
        """Send an output whole, or word that it is too large: neither its size nor an interrupt may end the process."""
        if len(json.dumps(output)) > self.limits.output:
            output = {"output_type": "stream", "name": "stdout", "text": "\n[more was printed than is kept]\n"}
        signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
        try:
            wire.send(self.job, {"output": output})
        finally:
            signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGINT])

    def _introduce(self):
        """Hand the grader what it needs to signal this process."""
        signal.signal(signal.SIGINT, signal.default_int_handler)
        descriptor = os.pidfd_open(os.getpid())
        try:
            socket.send_fds(self.job, [b"W"], [descriptor])
        except OSError as error:
            # the kernel bounds the descriptors that are on their way for all of a user's processes: another
            # submission may have sent many that nobody receives, and this one does without signals
            if error.errno != errno.ETOOMANYREFS:
                raise
            self.job.sendall(b"w")
        os.close(descriptor)

    @staticmethod
    def _write_files(work, names, contents):
        os.chdir(work)
        for name, content in zip(names, contents):
            path = os.path.normpath(os.path.join(work, name))
            # an archive may hold what no disk can: a file within a file, an endless name; the rest is there
            with contextlib.suppress(OSError):
                if path.startswith(work + "/"):
                    os.makedirs(os.path.dirname(path), exist_ok=True)
                    with open(path, "wb") as file:
                        file.write(content)
        here = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
        sys.path[:] = ["", *(p for p in sys.path if p not in ("", here))]

    def loop(self):
        """Do what the grader, or a tester, asks until it closes the connection."""
        try:
            while True:
                fds = []
                message, buffers = wire.receive(self.job, fds=fds)
                self._do(message, buffers, fds)
        finally:
            if self.folder:
                shutil.rmtree(self.folder, ignore_errors=True)

    def _do(self, message, buffers, fds):
        if "do" in message:
            self._serve(message, buffers)
        elif "run" in message:
            self._run(message["run"], message["number"])
        elif "share" in message:
            before = set(self.shell.user_ns)
            self._run(message["share"], message["number"])
            self.shared |= set(self.shell.user_ns) - before
        elif "check" in message:
            self._check(message["check"], message["number"], fds)
        elif "prepare" in message:
            self._prepare(message["prepare"])
        elif "copy" in message:
            self._copy(message["copy"], *fds)
        elif "plan" in message:
            wire.send(self.job, {"plan": plan.copies_before(message["plan"], alone=not os.listdir(self.home))})

    def _serve(self, message, buffers):
        """Answer a question that a test asks of the submission."""
        if self.server is None:
            self.server = bridge.Server(self.job, self.shell.user_ns)
        self.server.answer(message, buffers)

    def _run(self, source, number):
        error, _ = self.runner.run(source, number)
        wire.send(self.job, {"done": {"value": None} if error is None else {"error": [type(error).__name__]}})

    def _prepare(self, sources):
        """Do ahead, for all copies, what running graded cells begins with."""
        for source in sources:
            self.shell.compile_ahead(source)
            bridge.names_in(self.shell.transform_cell(source))
        gc.freeze()
        wire.send(self.job, {"done": {"value": None}})

    def _meet(self, fd):
        """Ask that copy of a submission from now on to which the descriptor leads."""
        if self.link:
            self.link.sock.close()
        self.link = bridge.Link(socket.socket(fileno=fd), self.shared)

    def _check(self, source, number, fds):
        """Run a graded cell, with the names it needs from the submission."""
        if fds:
            self._meet(*fds)
        try:
            if self.link:
                bridge.bind(self.shell.transform_cell(source), self.shell.user_ns, self.link, self.names)
            error, value = self.runner.run(source, number)
        except BaseException as raised:
            error, value = raised, None
        wire.send(self.job, {"done": _status(error, value)})

    def _copy(self, way, fd):
        """Fork: the copy goes on from here for whoever holds the other end of a new connection.

        Where it is wanted instead of this process, this process goes on as the copy.
        """
        if self.role == TESTER:
            signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # a class has hundreds of them, and nobody waits for them
        state = random.getstate()
        if way == "beside" and os.fork():
            os.close(fd)
            return
        if self.role == STUDENT:
            random.setstate(state)  # which every fork draws anew: the answers may count on a seed
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        if self.role == STUDENT:  # it only answers from here on, and what a call or a thread displays is no answer
            self.runner.send = lambda output: None
        self.job.close()
        self.job = socket.socket(fileno=fd)
        if self.role == TESTER:
            self._move_out()
        self._introduce()
        wire.send(self.job, {"ready": True})

    def _move_out(self):
        """Share neither files nor random numbers with other copies, which test other submissions."""
        self.folder = tempfile.mkdtemp(dir=self.home)
        os.chdir(self.folder)
        os.environ["HOME"] = self.folder
        _reseed()
        self.runner = self._make_runner()


def _status(error, value):
    """Return what the grader needs to know of a graded cell's end."""
    if error is not None:
        names = [c.__name__ for c in type(error).__mro__]
        try:
            text = str(error)[:4000]
        except BaseException:
            text = ""
        return {"error": names, "message": text}
    with contextlib.suppress(OverflowError):  # numpy's numbers count as well, a huge int does not
        if isinstance(value, numbers.Real) and not isinstance(value, bool):
            return {"value": float(value)}
    return {"value": None if value is None else type(value).__name__}


def _reseed():
    """Numpy and torch would draw the same numbers in every fork; Python's own random module reseeds itself."""
    if numpy := sys.modules.get("numpy"):
        numpy.random.seed()
    if torch := sys.modules.get("torch"):
        torch.manual_seed(int.from_bytes(os.urandom(7), "little"))
