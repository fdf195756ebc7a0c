"""Loops for ever, and swallows every interrupt."""

from attacks.tools import before, fake

VERDICTS = {"scale_values": "crashed"}


def attack(notebook, folder, school):
    fake(notebook)
    before(
        notebook,
        """
while True:
    try:
        while True: sum(range(1000))
    except BaseException: pass
""",
    )
