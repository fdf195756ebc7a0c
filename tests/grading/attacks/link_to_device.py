"""Hands in a link to /dev/zero beside the notebook."""

import os

SET_ASIDE = "symbolic link"


def attack(notebook, folder, school):
    os.symlink("/dev/zero", folder / "data.bin")
