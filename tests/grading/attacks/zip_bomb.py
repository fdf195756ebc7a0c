"""Hands in a ZIP that unpacks to a gigabyte."""

import zipfile

SET_ASIDE = "unpacks to more"
WRITES = True


def attack(notebook, folder, school):
    with zipfile.ZipFile(folder / "p1.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for i in range(8):
            archive.writestr(f"{i}.bin", bytes(128 << 20))
    return None
