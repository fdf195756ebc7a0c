"""Brings a helper module: it travels along, nothing is lost."""

from attacks.tools import put

RIGHT = True
POINTS = 12


def attack(notebook, folder, school):
    (folder / "helper.py").write_text("def twice(x): return 2 * x")
    put(notebook, "scale", "import helper\ndef scale(x, a): return helper.twice(np.asarray(x)) * a / 2")
