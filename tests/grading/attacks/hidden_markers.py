"""Begins hidden tests on each of 150,000 lines and ends them on none: a search for the end of each takes an hour."""

from attacks.tools import before

RIGHT = True
POINTS = 12


def attack(notebook, folder, school):
    before(notebook, "### BEGIN HIDDEN TESTS\n" * 150_000)
