"""Prints terminal escapes, and raises them."""

from attacks.tools import before, fake

NOT_IN_OUTPUTS = ("\x1b]", "\x1b[2J", "\x9b", "\x08")


def attack(notebook, folder, school):
    fake(notebook)
    before(
        notebook,
        """
print('\\x1b]0;owned\\x07\\x1b[2J\\x9b31m\\x08\\x08')
raise ValueError('\\x1b]8;;http://x\\x07click\\x1b]8;;\\x07')
""",
    )
