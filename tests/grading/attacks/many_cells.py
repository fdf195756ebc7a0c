"""Hands in a notebook of five thousand cells."""

from nbformat.v4 import new_code_cell

SET_ASIDE = "cells"


def attack(notebook, folder, school):
    notebook.cells += [new_code_cell("1")] * 5000
