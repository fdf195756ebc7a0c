"""Hands in JSON with a number of a million digits."""

SET_ASIDE = "damaged"


def attack(notebook, folder, school):
    return '{"cells": [' + "9" * 1000000 + "]}"
