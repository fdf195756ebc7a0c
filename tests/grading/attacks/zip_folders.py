"""Hands in a ZIP of ten thousand folders, more than the private disk has room for: nothing is lost."""

import json
import zipfile

RIGHT = True
POINTS = 12
WRITES = True


def attack(notebook, folder, school):
    with zipfile.ZipFile(folder / "p1.zip", "w") as archive:
        archive.writestr("p1.ipynb", json.dumps(notebook))
        for i in range(490):
            archive.writestr("/".join(f"{i}-{level}" for level in range(21)), "")
    return None
