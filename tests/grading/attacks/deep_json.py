"""Hands in JSON nested a hundred thousand deep."""

SET_ASIDE = "nested too deeply"


def attack(notebook, folder, school):
    return "[" * 100000
