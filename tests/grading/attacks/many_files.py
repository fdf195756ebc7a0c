"""Hands in a thousand files."""

SET_ASIDE = "files"


def attack(notebook, folder, school):
    for i in range(1000):
        (folder / f"{i}.txt").write_text("x")
