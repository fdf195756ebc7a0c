"""Forks in a cell and lets both processes go on: two ask the grader for work, and two answer the checks."""

from attacks.tools import before, fake


def attack(notebook, folder, school):
    fake(notebook)
    before(notebook, "import os\nos.fork()\nos.fork()")
