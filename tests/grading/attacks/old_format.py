"""Hands in nbformat 3, as old exports are: nothing is lost."""

import json

import nbformat

RIGHT = True
POINTS = 12


def attack(notebook, folder, school):
    return json.dumps(nbformat.convert(nbformat.from_dict(notebook), 3))
