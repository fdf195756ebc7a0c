"""Imports written into the locked cell of imports, and a copy of that cell further down: nothing is lost."""

from nbformat.v4 import new_code_cell

from attacks.tools import cell_of, put

RIGHT = True
POINTS = 12


def attack(notebook, folder, school):
    imports, softmax = cell_of(notebook, "imports"), cell_of(notebook, "softmax")
    copy = new_code_cell(imports.source)
    # one is the beginning of a line that is there, and a sentence looks like one
    added = "import math as m, random  # mine\nfrom collections import *\nimport numpy\n"
    imports.source = added + "'''\nfrom here on all is as it was\n'''\n" + imports.source
    put(notebook, "scale", "def scale(x, a):\n    return numpy.asarray(x) * m.fsum([a])")
    # what stands below the copy uses what stands above it
    helper = "ONE = scale(np.ones(1), 1.0)\ndef normed(e):\n    return ONE * e / e.sum()"
    put(notebook, "softmax", "assert Counter\ndef softmax(x):\n    return normed(np.exp(x - np.max(x)))")
    where = notebook.cells.index(softmax)
    notebook.cells[where:where] = [copy, new_code_cell(helper)]
