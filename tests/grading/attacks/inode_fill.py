"""Makes files without end."""

from attacks.tools import before, fake


def attack(notebook, folder, school):
    fake(notebook)
    before(
        notebook,
        """
try:
    for i in range(100000): open(f'/tmp/eve-was-here{i}', 'w').close()
    print('SUC' + 'CEEDED')
except OSError: pass
""",
    )
