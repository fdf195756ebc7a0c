"""Keeps the inputs of hidden checks, in memory and in files, to print them in a later cell."""

from attacks.tools import after, put

RIGHT = True
POINTS = 12


def attack(notebook, folder, school):
    put(
        notebook,
        "scale",
        """
import mmap, pickle
FILE = open('/dev/shm/shared', 'w+b')
FILE.truncate(1 << 16)
SHARED, SEEN = mmap.mmap(FILE.fileno(), 1 << 16), []
def scale(x, a):
    SEEN.append(x)
    SHARED.seek(0); SHARED.write(repr(np.ravel(x)[:1]).encode())
    with open('/tmp/seen', 'a') as file: file.write(repr(x))
    return np.asarray(x) * a
""",
    )
    after(
        notebook,
        """
import time
time.sleep(0.5)
print(SEEN, SHARED[:200], open('/tmp/seen').read())
""",
    )
