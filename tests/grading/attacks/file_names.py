"""Hands in files with newlines, quotes and escapes in their names: nothing is lost."""

RIGHT = True
POINTS = 12


def attack(notebook, folder, school):
    (folder / "d\u0103t\u0103 \u2603'\"\n\x1b[2J.csv").write_text("x")
