"""Starts threads without end."""

from attacks.tools import before, fake


def attack(notebook, folder, school):
    fake(notebook)
    before(
        notebook,
        """
import threading, time
for i in range(2000):
    try: threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
    except RuntimeError: break
print('SUC' + 'CEEDED' if i > 1000 else 'refused')
""",
    )
