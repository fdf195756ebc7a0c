"""Forks without end."""

from attacks.tools import before, fake


def attack(notebook, folder, school):
    fake(notebook)
    before(
        notebook,
        """
import os, time
count = 0
for i in range(400):
    try: pid = os.fork()
    except OSError as error: break
    if pid == 0: time.sleep(60); os._exit(0)
    count += 1
print('SUC' + 'CEEDED' if count > 100 else 'refused')
""",
    )
