"""Imports written into the locked cell of imports, and a copy of that cell further down: nothing is lost."""

from nbformat.v4 import new_code_cell

from attacks.tools import cell_of, put

RIGHT = True
POINTS = 12


def attack(notebook, folder, school):
    imports, softmax = cell_of(notebook, "imports"), cell_of(notebook, "softmax")
    copy = new_code_cell(imports.source)
    imports.source = "import math as m, random\nfrom collections import *\n" + imports.source
    put(notebook, "scale", "def scale(x, a):\n    return np.asarray(x) * m.fsum([a])")
    # what stands below the copy uses what stands above it
    helper = "ONE = scale(np.ones(1), 1.0)\ndef normed(e):\n    return ONE * e / e.sum()"
    put(notebook, "softmax", "assert Counter\ndef softmax(x):\n    return normed(np.exp(x - np.max(x)))")
    where = notebook.cells.index(softmax)
    notebook.cells[where:where] = [copy, new_code_cell(helper)]
