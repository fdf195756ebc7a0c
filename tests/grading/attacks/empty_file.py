"""Hands in an empty file."""

SET_ASIDE = "empty"


def attack(notebook, folder, school):
    return ""
