"""One bound on the memory of all workers together, where the system lets us have a control group."""

import contextlib
import glob
import os


def _candidates():
    """Yield (folder, name of the limit) where a group for the workers could be made."""
    with open("/proc/self/cgroup") as file:
        entries = [line.rstrip("\n").split(":", 2) for line in file]
    for _, controllers, path in entries:
        if controllers == "":
            for mount in ("/sys/fs/cgroup", "/sys/fs/cgroup/unified"):
                with contextlib.suppress(OSError), open(f"{mount}/cgroup.controllers") as file:
                    if "memory" in file.read().split():
                        yield f"{mount}{os.path.dirname(path.rstrip('/'))}", "memory.max"
                        yield mount, "memory.max"
        elif "memory" in controllers.split(","):
            yield "/sys/fs/cgroup/memory" + path.rstrip("/"), "memory.limit_in_bytes"


def create(memory):
    """Make a control group that holds `memory` bytes at most; return its folder, or None where that is not allowed."""
    for parent, limit in _candidates():
        _tidy(parent)
        folder = f"{parent}/grading-{os.getpid()}"
        try:
            os.mkdir(folder)
        except FileExistsError:
            pass
        except OSError:
            continue
        try:
            with open(f"{folder}/{limit}", "w") as file:
                file.write(str(memory))
            return folder
        except OSError:
            with contextlib.suppress(OSError):
                os.rmdir(folder)
    return None


def _tidy(parent):
    """Remove the groups of graders that were killed; the kernel keeps one that still holds a process."""
    for folder in glob.glob(f"{glob.escape(parent)}/grading-*"):
        if not os.path.exists(f"/proc/{folder.rpartition('-')[2]}"):
            remove(folder)


def enter(folder):
    """Move the calling process into the group."""
    with open(f"{folder}/cgroup.procs", "w") as file:
        file.write(str(os.getpid()))


def kills(folder):
    """Return how many processes the kernel has ended because the group's memory was used up, 0 if it does not say."""
    for name in ("memory.events", "memory.oom_control"):
        with contextlib.suppress(OSError), open(f"{folder}/{name}") as file:
            counts = dict(line.split() for line in file)
            return int(counts.get("oom_kill", 0))
    return 0


def remove(folder):
    """Remove an empty group."""
    with contextlib.suppress(OSError):
        os.rmdir(folder)


def describe():
    """Try it once; return where, or raise OSError."""
    folder = create(1 << 30)
    if folder is None:
        raise OSError("no control group may be made here")
    remove(folder)
    return f"memory bounded below {os.path.dirname(folder)}"
