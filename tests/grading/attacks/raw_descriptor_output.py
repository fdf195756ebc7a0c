"""Writes to descriptors 1 and 2 itself, without end."""

from attacks.tools import before, fake


def attack(notebook, folder, school):
    fake(notebook)
    before(
        notebook,
        """
import os
for i in range(3000):
    try: os.write(1, b'z' * 65536); os.write(2, b'z' * 65536)
    except OSError: break
""",
    )
