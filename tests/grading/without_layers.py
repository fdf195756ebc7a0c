"""Start Python without some layers of the sandbox, for real: `python without_layers.py namespaces,landlock ARGUMENTS`.

A filter on system calls, which outlives the exec, refuses what those layers are made of, as some containers do.
"""

import errno
import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LANDLOCK = (444, 445, 446)  # the same on every processor


def take_away(names):
    """Install the filter in this process, for good."""
    from grading.sandbox import seccomp

    lib = seccomp.library()
    context = lib.seccomp_init(seccomp._ALLOW)

    def refuse(call, number, *conditions):
        array = (seccomp._Compare * len(conditions))(*conditions)
        assert lib.seccomp_rule_add_array(context, seccomp._ERRNO | number, call, len(conditions), array) == 0

    def named(name):
        return lib.seccomp_syscall_resolve_name(name)

    if "namespaces" in names:
        refuse(named(b"unshare"), errno.EPERM)
        refuse(named(b"clone3"), errno.ENOSYS)  # its flags cannot be looked at; libc then uses clone
        for flag in seccomp._NAMESPACE_FLAGS:
            refuse(named(b"clone"), errno.EPERM, seccomp._Compare(0, seccomp._MASKED_EQUAL, flag, flag))
    if "landlock" in names:
        for call in LANDLOCK:
            refuse(call, errno.ENOSYS)
    assert lib.seccomp_load(context) == 0


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    take_away(sys.argv[1].split(","))
    os.execv(sys.executable, [sys.executable, "-B", *sys.argv[2:]])
