"""Hands in a file that is not JSON."""

SET_ASIDE = "not JSON"


def attack(notebook, folder, school):
    return "{not json"
