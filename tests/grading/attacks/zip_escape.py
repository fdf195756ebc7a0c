"""Hands in a ZIP whose paths lead out of it."""

import json
import zipfile

SET_ASIDE = "leads out of it"
WRITES = True


def attack(notebook, folder, school):
    with zipfile.ZipFile(folder / "p1.zip", "w") as archive:
        archive.writestr("../../../eve-was-here", "x")
        archive.writestr("p1.ipynb", json.dumps(notebook))
    return None
