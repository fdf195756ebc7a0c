"""System calls that no exercise needs, refused by the kernel. The filter is built by libseccomp."""

import ctypes
import errno
import functools

_ALLOW, _ERRNO = 0x7FFF0000, 0x00050000  # what a rule does: let the call happen, or end it with an error number
_NOT_EQUAL, _MASKED_EQUAL = 1, 7
_AF_UNIX = 1
_SHARED_ANONYMOUS = 0x21  # what kind of memory mmap is asked for: one that a process's limit on its data does not count

# what reaches into other processes, the kernel's configuration, or new attack surface
DENIED = [
    "ptrace",
    "process_vm_readv",
    "process_vm_writev",
    "process_madvise",
    "kcmp",
    # memory that no limit of a process counts
    "memfd_create",
    "memfd_secret",
    "shmget",
    "msgget",
    "semget",
    # what others have read of the files that all may read
    "mincore",
    "cachestat",
    "pidfd_getfd",
    "perf_event_open",
    "userfaultfd",
    "mount",
    "umount2",
    "pivot_root",
    "chroot",
    "move_mount",
    "open_tree",
    "fsopen",
    "fsconfig",
    "fsmount",
    "fspick",
    "mount_setattr",
    "unshare",
    "setns",
    "bpf",
    "io_uring_setup",
    "io_uring_enter",
    "io_uring_register",
    "add_key",
    "request_key",
    "keyctl",
    "kexec_load",
    "kexec_file_load",
    "init_module",
    "finit_module",
    "delete_module",
    "swapon",
    "swapoff",
    "reboot",
    "acct",
    "quotactl",
    "open_by_handle_at",
    "name_to_handle_at",
    "mknod",
    "mknodat",
    "personality",
    "syslog",
    "sethostname",
    "setdomainname",
    "settimeofday",
    "clock_settime",
    "clock_adjtime",
    "adjtimex",
    "vhangup",
    "iopl",
    "ioperm",
]
_NAMESPACE_FLAGS = (0x00020000, 0x02000000, 0x04000000, 0x08000000, 0x10000000, 0x20000000, 0x40000000)


class _Compare(ctypes.Structure):
    _fields_ = (("arg", ctypes.c_uint), ("op", ctypes.c_int), ("a", ctypes.c_uint64), ("b", ctypes.c_uint64))


@functools.cache
def library():
    """Return libseccomp, or raise OSError where it is not installed."""
    lib = ctypes.CDLL("libseccomp.so.2")
    lib.seccomp_init.restype = ctypes.c_void_p
    lib.seccomp_init.argtypes = [ctypes.c_uint32]
    lib.seccomp_rule_add_array.argtypes = [
        ctypes.c_void_p, ctypes.c_uint32, ctypes.c_int, ctypes.c_uint, ctypes.POINTER(_Compare),
    ]  # fmt: skip
    lib.seccomp_syscall_resolve_name.argtypes = [ctypes.c_char_p]
    lib.seccomp_load.argtypes = [ctypes.c_void_p]
    return lib


@functools.cache
def build():
    """Build the filter once; children of a fork load the same one."""
    lib = library()
    context = lib.seccomp_init(_ALLOW)

    def deny(name, number=errno.EPERM, *conditions):
        call = lib.seccomp_syscall_resolve_name(name.encode())
        if call < 0:
            return  # this architecture has no such call
        array = (_Compare * len(conditions))(*conditions)
        result = lib.seccomp_rule_add_array(context, _ERRNO | number, call, len(conditions), array)
        if result < 0:
            raise OSError(-result, f"libseccomp refused the rule for {name}")

    for name in DENIED:
        deny(name)
    # clone3 hides its flags in memory; libc falls back to clone when it is missing
    deny("clone3", errno.ENOSYS)
    # says that it did: the kernel gives each session the same share of a busy processor, and a submission is one
    deny("setsid", 0)
    deny("preadv2", errno.ENOSYS)  # as cachestat; libc falls back to preadv
    for flag in _NAMESPACE_FLAGS:
        deny("clone", errno.EPERM, _Compare(0, _MASKED_EQUAL, flag, flag))
    deny("mmap", errno.EPERM, _Compare(3, _MASKED_EQUAL, _SHARED_ANONYMOUS, _SHARED_ANONYMOUS))
    deny("socket", errno.EACCES, _Compare(0, _NOT_EQUAL, _AF_UNIX, 0))
    return context


def load():
    """Install the filter in this process, for good."""
    result = library().seccomp_load(build())
    if result < 0:
        raise OSError(-result, "seccomp_load failed")
