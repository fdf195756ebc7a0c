"""Hands in a hard link to the master."""

import os

SET_ASIDE = "hard link"
WRITES = True


def attack(notebook, folder, school):
    os.link(school.root / "source/ps1/p1.ipynb", folder / "p1.ipynb")
    return None
