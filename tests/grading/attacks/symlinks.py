"""Hands in links: to another's notebook, and to the gradebook."""

import os

SET_ASIDE = "symbolic link"
WRITES = True


def attack(notebook, folder, school):
    os.symlink(school.root / "submitted/honest-00/ps1/p1.ipynb", folder / "p1.ipynb")
    os.symlink(school.root / "gradebook.db", folder / "data.txt")
    return None
