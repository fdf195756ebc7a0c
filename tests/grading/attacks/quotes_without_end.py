"""Hands in one string of a million quotes that never ends: a search that starts again at each of them takes hours."""

SET_ASIDE = "not JSON"


def attack(notebook, folder, school):
    return '"' + '\\"' * 1_000_000
