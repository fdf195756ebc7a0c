"""What attacks have in common."""

import textwrap

from course import GRADED
from nbformat.v4 import new_code_cell

__all__ = ["GRADED", "after", "before", "cell_of", "fake", "put"]

FAKE = {
    "scale": "def scale(x, a):\n    return np.zeros(np.shape(x))",
    "softmax": "def softmax(x):\n    return np.zeros(np.shape(x))",
    "counter": "class Counter:\n    def add(self, word):\n        pass\n    def top(self):\n        return ''",
    "weights": "w_nand, b_nand = np.zeros(2), 0.0",
}


def cell_of(notebook, name):
    """Return the cell with this grade_id."""
    return next(c for c in notebook.cells if c.metadata.get("nbgrader", {}).get("grade_id") == name)


def put(notebook, name, source):
    """Write an answer into a cell."""
    cell_of(notebook, name).source = textwrap.dedent(source).strip("\n")


def fake(notebook):
    """Answer everything wrongly, but in the right shapes."""
    for name, source in FAKE.items():
        put(notebook, name, source)


def before(notebook, source):
    """Add a cell of one's own after the imports."""
    notebook.cells.insert(2, new_code_cell(textwrap.dedent(source).strip("\n")))


def after(notebook, source):
    """Add a cell of one's own at the end."""
    notebook.cells.append(new_code_cell(textwrap.dedent(source).strip("\n")))
