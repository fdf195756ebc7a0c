"""Writes 600 MB wherever it may."""

from attacks.tools import before, fake


def attack(notebook, folder, school):
    fake(notebook)
    before(
        notebook,
        """
wrote = 0
for base in ('.', '/tmp', '/dev/shm', '/var/tmp', '/'):
    for i in range(30):
        try:
            with open(f'{base}/eve-was-here{i}', 'wb') as file:
                wrote += file.write(b'x' * (20 << 20))
        except OSError: break
print('SUC' + 'CEEDED' if wrote > 300 << 20 else 'refused')
""",
    )
