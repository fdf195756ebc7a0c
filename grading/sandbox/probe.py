"""What this machine offers, found out by trying each layer in a child that may fail."""

import dataclasses
import functools
import os
import sys

from . import kernel, seccomp


@dataclasses.dataclass(frozen=True)
class Layer:
    """One layer of protection: whether it works here, and what stays open without it."""

    name: str
    works: bool
    detail: str
    without: str


# at least one of these keeps a submission from this user's files; without either, nothing is graded unasked
PROTECTING = frozenset({"namespaces", "landlock"})

_WITHOUT = {
    "namespaces": "a submission sees other processes and the network, and files the user may read; "
    "a process it leaves behind is found and ended by the grader, not by the kernel",
    "landlock": "a submission reads and writes what its user may (in namespaces: still only its private /tmp)",
    "seccomp": "a submission may call rarely used and riskier parts of the kernel",
    "limits": "a submission may use all memory, processor time and processes",
    "cgroup": "memory is bounded for each process, not over all workers together",
}


def _works(function):
    """Run `function` in a child; return (True, its word) or (False, the reason)."""
    read, write = os.pipe()
    child = os.fork()
    if not child:
        try:
            os.close(read)
            answer = b"+" + str(function() or "").encode()
        except BaseException as error:
            answer = b"-" + str(error).encode()
        os.write(write, answer[:500])
        os._exit(0)
    os.close(write)
    with os.fdopen(read, "rb") as pipe:
        answer = pipe.read()
    os.waitpid(child, 0)
    return answer[:1] == b"+", answer[1:].decode("utf-8", "replace")


def _try_namespaces():
    from . import layers

    def room():
        layers.private_namespaces()
        _in_first_process(lambda: layers.private_job(layers.Limits()))

    def house():
        kernel.mount("none", "/", flags=kernel.MS_REC | kernel.MS_PRIVATE)
        kernel.mount("proc", "/proc", "proc")
        layers.become_outsider()
        room()

    if os.geteuid() != 0:
        room()
        return "user, mount, pid, net, ipc, uts; without root"
    kernel.unshare(kernel.NAMESPACES)
    _in_first_process(house)
    return "user, mount, pid, net, ipc, uts; as root, for an unprivileged user"


def _in_first_process(function):
    child = os.fork()
    if not child:
        try:
            function()
        except BaseException as error:
            os.write(2, f"{error}\n".encode())
            os._exit(1)
        os._exit(0)
    if os.waitpid(child, 0)[1]:
        raise OSError("namespaces can be made, but nothing can be mounted in them")


def _try_landlock():
    kernel.landlock(["/usr"], [])
    version = kernel.landlock_version()
    return f"version {version}" + ("" if version >= 6 else " (version 6 also keeps signals in)")


def _try_limits():
    import resource

    resource.setrlimit(resource.RLIMIT_NPROC, (64, 64))
    return "memory, processor time, processes, files"


def _try_cgroup():
    from . import cgroup

    return cgroup.describe()


_TESTS = {
    "namespaces": _try_namespaces,
    "landlock": _try_landlock,
    "seccomp": lambda: seccomp.load() or "filter by libseccomp",
    "limits": _try_limits,
    "cgroup": _try_cgroup,
}


@functools.cache
def probe():
    """Return the layers of this machine, each tried once.

    Returns
    -------
    tuple of Layer
    """
    if sys.platform != "linux":
        reason = f"needs Linux, this is {sys.platform}"
        return tuple(Layer(name, False, reason, text) for name, text in _WITHOUT.items())
    return tuple(Layer(name, *_works(test), _WITHOUT[name]) for name, test in _TESTS.items())


def working_layers():
    """Return the names of the layers that work here."""
    return {layer.name for layer in probe() if layer.works}
