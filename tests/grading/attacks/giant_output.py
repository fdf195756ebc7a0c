"""Prints 200 MB."""

from attacks.tools import before, fake


def attack(notebook, folder, school):
    fake(notebook)
    before(
        notebook,
        """
for i in range(200): print('y' * (1 << 20))
""",
    )
