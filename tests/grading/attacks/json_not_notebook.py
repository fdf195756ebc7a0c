"""Hands in JSON that is not a notebook."""

SET_ASIDE = "not a notebook"


def attack(notebook, folder, school):
    return '[1, 2, {"cells": 3}]'
