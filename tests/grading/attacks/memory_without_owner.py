"""Takes memory that no process is charged for: files without a name, System V segments and messages."""

from attacks.tools import before, fake


def attack(notebook, folder, school):
    fake(notebook)
    before(
        notebook,
        """
import ctypes, os
libc = ctypes.CDLL(None)
try: print(os.memfd_create('x'), 'SUC' + 'CEEDED')
except OSError as error: print(error)
for call in (lambda: libc.shmget(0, 1 << 26, 0o1600), lambda: libc.msgget(0, 0o1600), lambda: libc.semget(0, 1000, 0o1600)):
    print(call() >= 0 and 'SUC' + 'CEEDED')
""",
    )
