"""Locking in, twice: once the warm parent enters a house of its own, then every job locks itself in a room there.

The house (`enter_house`) has its own namespaces and a root that holds nothing but read-only libraries. A room
(`private_job`, `lock_job`) has its own again, a private /tmp, and no way back.
"""

import contextlib
import dataclasses
import importlib.util
import os
import signal
import sys

from . import kernel, seccomp

try:
    import resource
except ImportError:  # Windows, where no layer works; `doctor` says so
    resource = None

OUTSIDER = 60001  # an unprivileged user: what root becomes before any student's code runs
INNER_UID = 1000
# without /dev/zero, which can be mapped as memory that no limit on a process's data counts
DEVICES = ("/dev/null", "/dev/full", "/dev/random", "/dev/urandom")
OUT_OF_REACH = (
    "as root and without namespaces, submissions run as an unprivileged user, who cannot read {}; "
    "use a Python that others may read, or grade as a user of your own"
)


@dataclasses.dataclass(frozen=True)
class Limits:
    """What one submission may use.

    Attributes
    ----------
    memory, tmp, file_size, output : int
        Bytes: address space beyond the warm parent's, the private /tmp, one file, everything printed.
    cpu : int
        Seconds of processor time per process.
    processes, open_files : int
        How many at once.
    """

    memory: int = 2 << 30
    tmp: int = 64 << 20
    file_size: int = 32 << 20
    output: int = 4 << 20
    cpu: int = 120
    processes: int = 64
    open_files: int = 256


def readable_paths(modules=("nnlib",)):
    """Return the paths a submission may read: Python, its packages, system libraries, and `modules` by their folders.

    The course itself is not among them; of a package installed from the checkout only its own folder is.
    """
    paths = [sys.base_prefix, sys.prefix, "/usr", "/bin", "/sbin", "/lib", "/lib64"]
    paths += [p for p in sys.path if p.endswith("-packages") and os.path.isdir(p)]
    paths += [f"/etc/{name}" for name in ("ld.so.cache", "fonts", "localtime", "mime.types", "alternatives")]
    for name in modules:
        spec = importlib.util.find_spec(name)
        if spec and spec.submodule_search_locations:
            paths += list(spec.submodule_search_locations)
    paths += [os.path.realpath(p) for p in paths]  # what a link leads to: a venv, or a Python by its short name
    unique = [p for p in dict.fromkeys(paths) if os.path.lexists(p)]
    # a folder within another one needs no entry of its own
    return [p for p in unique if not any(p != q and p.startswith(q.rstrip("/") + "/") for q in unique)]


def enter_house(paths):
    """Give the calling process namespaces and a root of its own. Returns in a child; the caller waits for it.

    Parameters
    ----------
    paths : list of str
        What stays visible, read-only.
    """
    is_root = os.geteuid() == 0
    maps = [] if is_root else kernel.map_user(INNER_UID)
    kernel.unshare(kernel.NAMESPACES | (0 if is_root else kernel.CLONE_NEWUSER))
    kernel.write_maps(maps)
    child = os.fork()
    if child:
        _wait_for(child)
    kernel.prctl(kernel.PR_SET_PDEATHSIG, signal.SIGKILL)
    _build_root(paths)
    if is_root:
        become_outsider()
    kernel.drop_capabilities()


def outsider_can_read(path):
    """Return whether an unprivileged user reaches a folder: every folder on the way lets others through."""
    path = os.path.realpath(path)
    while os.stat(path).st_mode & 0o005 == 0o005:
        if path == (path := os.path.dirname(path)):
            return True
    return False


def out_of_reach(working):
    """Return a folder of this Python that submissions would need and cannot read, or None.

    Parameters
    ----------
    working : set of str
        The layers that work. As root and without namespaces, submissions run as an unprivileged user.
    """
    if "namespaces" in working or not hasattr(os, "geteuid") or os.geteuid() != 0:
        return None
    return next((path for path in (sys.base_prefix, sys.prefix) if not outsider_can_read(path)), None)


def become_outsider():
    """Leave root: limits on processes and file permissions mean nothing to it."""
    os.setgroups([])
    os.setgid(OUTSIDER)
    os.setuid(OUTSIDER)
    kernel.prctl(kernel.PR_SET_DUMPABLE, 1)  # else /proc/self belongs to root and no namespace can be mapped


def _wait_for(child):
    """Stay as the outer half of a fork: end as the inner half ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _, status = os.waitpid(child, 0)
    os._exit(os.waitstatus_to_exitcode(status) & 0x7F)


def _build_root(paths):
    kernel.mount("none", "/", flags=kernel.MS_REC | kernel.MS_PRIVATE)
    # opened before the new root hides them: a venv may lie below /tmp
    sources = [(p, None if os.path.islink(p) else os.open(p, os.O_PATH)) for p in paths]
    devices = [(path, os.open(path, os.O_PATH)) for path in DEVICES]
    root = "/tmp"
    links = {p: os.path.realpath(p) for p, fd in sources if fd is None}
    folders = {fd: os.path.isdir(p) for p, fd in sources if fd is not None}
    kernel.mount("tmpfs", root, "tmpfs", kernel.MS_NOSUID, "size=1m,mode=755")
    for path, fd in sources:
        target = root + path
        os.makedirs(os.path.dirname(target), exist_ok=True)
        if fd is None:
            os.symlink(links[path], target)
            continue
        _bind(fd, target, is_folder=folders[fd])
        kernel.mount_read_only(target)
    os.makedirs(root + "/dev/shm")
    for path, fd in devices:
        _bind(fd, root + path, is_folder=False)
    for name, target in (("fd", "/proc/self/fd"), ("stdin", "/proc/self/fd/0"), ("stdout", "/proc/self/fd/1")):
        os.symlink(target, f"{root}/dev/{name}")
    os.makedirs(root + "/proc")
    kernel.mount("proc", root + "/proc", "proc", kernel.MS_NOSUID | kernel.MS_NODEV | kernel.MS_NOEXEC)
    os.makedirs(root + "/tmp", exist_ok=True)
    kernel.pivot_root(root)
    kernel.mount("none", "/", flags=kernel.MS_REMOUNT | kernel.MS_BIND | kernel.MS_RDONLY | kernel.MS_NOSUID)
    # the warm parent's own, for the caches of what it imports; every job mounts one of its own over it
    _private_tmp("size=32m,mode=1777", paths)


def _bind(fd, target, *, is_folder):
    if is_folder:
        os.makedirs(target, exist_ok=True)
    else:
        with open(target, "w"):
            pass
    kernel.mount(f"/proc/self/fd/{fd}", target, flags=kernel.MS_BIND | kernel.MS_REC)
    os.close(fd)


def private_namespaces():
    """Leave the house's namespaces for new ones; the next fork is their first process."""
    maps = kernel.map_user(INNER_UID)
    kernel.unshare(kernel.NAMESPACES | kernel.CLONE_NEWUSER)
    kernel.write_maps(maps)


def _private_tmp(options, paths):
    """Mount an empty /tmp; a checkout or a venv that lies below the old one stays visible."""
    below = [p for p in paths if p.startswith("/tmp/")]
    links = {p: os.readlink(p) for p in below if os.path.islink(p)}
    kept = [(p, os.open(p, os.O_PATH)) for p in below if p not in links]
    kernel.mount("tmpfs", "/tmp", "tmpfs", kernel.MS_NOSUID | kernel.MS_NODEV, options)
    for path, fd in kept:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        _bind(fd, path, is_folder=True)
    for path, target in links.items():
        os.makedirs(os.path.dirname(path), exist_ok=True)
        os.symlink(target, path)


def private_job(limits, paths=()):
    """Mount a private /tmp, /dev/shm and /proc; called by the first process of new namespaces."""
    kernel.mount("none", "/", flags=kernel.MS_REC | kernel.MS_PRIVATE)
    flags = kernel.MS_NOSUID | kernel.MS_NODEV
    options = f"size={limits.tmp},nr_inodes=4096,mode=1777"
    _private_tmp(options, paths)
    kernel.mount("tmpfs", "/dev/shm", "tmpfs", flags, options)
    kernel.mount("proc", "/proc", "proc", flags | kernel.MS_NOEXEC)


def lock_job(limits, layers, readable, writable):
    """Give up for good whatever a job's process does not need.

    Parameters
    ----------
    limits : Limits
    layers : set of str
        Which of "namespaces", "landlock", "seccomp" this machine has.
    readable, writable : list of str
        Paths for Landlock.
    """
    if "namespaces" in layers:
        kernel.drop_capabilities()
    _set_limits(limits)
    if "landlock" in layers:
        kernel.landlock(readable, writable)
    kernel.prctl(kernel.PR_SET_NO_NEW_PRIVS, 1)
    if "seccomp" in layers:
        seccomp.load()


def _set_limits(limits):
    data, space = _used_memory("VmData"), _used_memory("VmSize")
    for name, value in (
        (resource.RLIMIT_DATA, data + limits.memory),
        (resource.RLIMIT_AS, space + 2 * limits.memory),
        (resource.RLIMIT_CPU, limits.cpu),
        (resource.RLIMIT_FSIZE, limits.file_size),
        (resource.RLIMIT_NPROC, limits.processes),
        (resource.RLIMIT_NOFILE, limits.open_files),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_MSGQUEUE, 0),
        (resource.RLIMIT_MEMLOCK, 0),
    ):
        with contextlib.suppress(ValueError):  # a lower hard limit is already in force
            resource.setrlimit(name, (value, value))


def _used_memory(field):
    with contextlib.suppress(OSError), open("/proc/self/status") as status:
        for line in status:
            if line.startswith(field + ":"):
                return int(line.split()[1]) * 1024
    return 0
