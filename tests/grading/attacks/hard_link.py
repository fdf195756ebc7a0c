"""Hands in a hard link to another's notebook."""

import os

SET_ASIDE = "hard link"
WRITES = True


def attack(notebook, folder, school):
    os.link(school.root / "submitted/honest-00/ps1/p1.ipynb", folder / "p1.ipynb")
    return None
