"""Hands in a ZIP whose files cannot all lie on a disk: one lies in another, one has an endless name: nothing is lost."""

import json
import zipfile

RIGHT = True
POINTS = 12
WRITES = True


def attack(notebook, folder, school):
    with zipfile.ZipFile(folder / "p1.zip", "w") as archive:
        archive.writestr("p1.ipynb", json.dumps(notebook))
        for name in ("data", "data/x.csv", "y" * 300, "/".join(["deep"] * 900), "folder/", "folder"):
            archive.writestr(name, "1")
    return None
