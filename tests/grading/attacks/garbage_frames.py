"""Writes garbage with enormous lengths on every descriptor."""

from attacks.tools import before, fake


def attack(notebook, folder, school):
    fake(notebook)
    before(
        notebook,
        """
import os
for fd in range(3, 64):
    try: os.write(fd, b'\\xff' * 4096)
    except OSError: pass
""",
    )
