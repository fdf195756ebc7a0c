"""Hands in a ZIP with the notebook in a folder: nothing is lost."""

import json
import zipfile

RIGHT = True
POINTS = 12
WRITES = True


def attack(notebook, folder, school):
    with zipfile.ZipFile(folder / "p1.zip", "w") as archive:
        archive.writestr("my work/p1.ipynb", json.dumps(notebook))
    (folder / "p1.ipynb").unlink(missing_ok=True)
    return None
