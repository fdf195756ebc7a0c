"""Tries namespaces, mounts, ptrace, keys, io_uring and bpf."""

from attacks.tools import before, fake


def attack(notebook, folder, school):
    fake(notebook)
    before(
        notebook,
        """
import ctypes
libc = ctypes.CDLL(None, use_errno=True)
if libc.unshare(0x10000000) == 0 or libc.ptrace(0, 0, 0, 0) == 0: print('SUC' + 'CEEDED')
if libc.mount(b'none', b'/tmp', b'tmpfs', 0, None) == 0: print('SUC' + 'CEEDED')
for number in (425, 321, 250, 272, 310, 438, 440):
    if libc.syscall(number, 0, 0, 0, 0, 0) >= 0: print('SUC' + 'CEEDED', number)
""",
    )
