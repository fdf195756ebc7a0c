"""Hands in a time of submission that is none."""

SET_ASIDE = "holds no time"


def attack(notebook, folder, school):
    (folder / "timestamp.txt").write_bytes(b"\xff\xfe 31 February, =NOW()")
