"""Hands in a file with a byte-order mark and CRLF: nothing is lost."""

import json

RIGHT = True
POINTS = 12


def attack(notebook, folder, school):
    for cell in notebook.cells:
        cell.source = cell.source.replace("\n", "\r\n")
    return "\ufeff" + json.dumps(notebook, indent=1).replace("\n", "\r\n")
