"""Hands in a named pipe, which blocks whoever opens it."""

import os

SET_ASIDE = "neither a file nor a folder"


def attack(notebook, folder, school):
    os.mkfifo(folder / "data.bin")
