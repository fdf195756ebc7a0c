"""The few system calls the sandbox needs and Python does not offer, by ctypes. Linux only."""

import contextlib
import ctypes
import functools
import os
import platform
import struct

CLONE_NEWNS, CLONE_NEWUTS, CLONE_NEWIPC = 0x00020000, 0x04000000, 0x08000000
CLONE_NEWUSER, CLONE_NEWPID, CLONE_NEWNET = 0x10000000, 0x20000000, 0x40000000
NAMESPACES = CLONE_NEWNS | CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWPID | CLONE_NEWNET
MS_RDONLY, MS_NOSUID, MS_NODEV, MS_NOEXEC, MS_REMOUNT = 1, 2, 4, 8, 32
MS_BIND, MS_REC, MS_PRIVATE = 0x1000, 0x4000, 0x40000
MNT_DETACH = 2
AT_FDCWD, AT_RECURSIVE = -100, 0x8000
PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_CHILD_SUBREAPER, PR_SET_NO_NEW_PRIVS = 1, 4, 36, 38

_PIVOT_ROOT = {"x86_64": 155, "aarch64": 41}
_MOUNT_SETATTR, _LANDLOCK_CREATE, _LANDLOCK_ADD, _LANDLOCK_RESTRICT = 442, 444, 445, 446


@functools.cache
def _libc():
    return ctypes.CDLL(None, use_errno=True)


def _call(name, *args):
    result = getattr(_libc(), name)(*args)
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{name}: {os.strerror(number)}")
    return result


def _syscall(number, *args):
    return _call("syscall", ctypes.c_long(number), *args)


def prctl(option, value):
    """Set one attribute of this process."""
    _call("prctl", option, ctypes.c_ulong(value), ctypes.c_ulong(0), ctypes.c_ulong(0), ctypes.c_ulong(0))


def unshare(flags):
    """Leave the namespaces named by `flags`."""
    _call("unshare", flags)


def map_user(inner_uid):
    """Return what gives the only user of a new user namespace the number `inner_uid`, for `write_maps`.

    To be called ahead of `unshare`: afterwards nobody can tell any more who that user is outside.
    """
    return [
        ("setgroups", "deny"),
        ("uid_map", f"{inner_uid} {os.geteuid()} 1"),
        ("gid_map", f"{inner_uid} {os.getegid()} 1"),
    ]


def write_maps(maps):
    """Write what `map_user` prepared, from inside the new namespace."""
    for name, text in maps:
        with open(f"/proc/self/{name}", "w") as file:
            file.write(text)


def mount(source, target, kind=None, flags=0, options=""):
    """mount(2)."""
    _call(
        "mount",
        source.encode(),
        os.fsencode(target),
        kind.encode() if kind else None,
        ctypes.c_ulong(flags),
        options.encode(),
    )


def mount_read_only(target):
    """Make a mount and everything below it read-only, without devices or set-uid programs."""
    attributes = struct.pack("QQQQ", MS_RDONLY | MS_NOSUID | MS_NODEV, 0, 0, 0)
    _syscall(_MOUNT_SETATTR, AT_FDCWD, os.fsencode(target), AT_RECURSIVE, attributes, ctypes.c_size_t(len(attributes)))


def pivot_root(new_root):
    """Make `new_root` the root of this mount namespace and let the old one go."""
    os.chdir(new_root)
    _syscall(_PIVOT_ROOT[platform.machine()], b".", b".")
    _call("umount2", b".", MNT_DETACH)
    os.chdir("/")


def drop_capabilities():
    """Give up every capability of this thread."""
    _call("capset", struct.pack("Ii", 0x20080522, 0), struct.pack("6I", *[0] * 6))


# ---------------------------------------------------------------------------------------------------- Landlock
_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_DIR, _TRUNCATE, _IOCTL = 1 << 0, 1 << 1, 1 << 2, 1 << 3, 1 << 14, 1 << 15
_FILE_RIGHTS = _EXECUTE | _WRITE_FILE | _READ_FILE | _TRUNCATE | _IOCTL


def landlock_version():
    """Return the kernel's Landlock version, 0 where there is none."""
    with contextlib.suppress(OSError):
        return _syscall(_LANDLOCK_CREATE, None, ctypes.c_size_t(0), ctypes.c_uint(1))
    return 0


def landlock(readable, writable):
    """Allow this process reading below `readable`, everything below `writable`, and nothing else.

    From version 4 no TCP, from version 6 no signals and no abstract sockets to processes outside.
    """
    version = landlock_version()
    if version < 1:
        raise OSError(38, "no Landlock in this kernel")
    rights = (1 << 13) - 1
    for since, right in ((2, 1 << 13), (3, _TRUNCATE), (5, _IOCTL)):
        if version >= since:
            rights |= right
    attributes = struct.pack("QQQ", rights, 3 if version >= 4 else 0, 3 if version >= 6 else 0)
    size = 24 if version >= 6 else 16 if version >= 4 else 8
    rules = _syscall(_LANDLOCK_CREATE, attributes, ctypes.c_size_t(size), ctypes.c_uint(0))
    for paths, allowed in ((readable, _EXECUTE | _READ_FILE | _READ_DIR), (writable, rights)):
        for path in paths:
            try:
                fd = os.open(path, os.O_PATH | os.O_CLOEXEC)
            except OSError:
                continue  # a path that this machine does not have needs no rule
            granted = allowed & rights if os.path.isdir(path) else allowed & rights & _FILE_RIGHTS
            _syscall(_LANDLOCK_ADD, rules, 1, struct.pack("=Qi", granted, fd), 0)
            os.close(fd)
    prctl(PR_SET_NO_NEW_PRIVS, 1)
    _syscall(_LANDLOCK_RESTRICT, rules, 0)
    os.close(rules)
