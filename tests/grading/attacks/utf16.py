"""Hands in UTF-16, as some editors save: nothing is lost."""

import json

RIGHT = True
POINTS = 12
WRITES = True


def attack(notebook, folder, school):
    (folder / "p1.ipynb").write_bytes(json.dumps(notebook, ensure_ascii=False).encode("utf-16"))
    return None
