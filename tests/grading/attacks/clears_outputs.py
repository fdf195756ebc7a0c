"""Clears outputs, so that an error would vanish."""

from attacks.tools import before, fake


def attack(notebook, folder, school):
    fake(notebook)
    before(
        notebook,
        """
from IPython.display import clear_output
import threading, time
def work():
    while True: clear_output(); time.sleep(0.005)
threading.Thread(target=work, daemon=True).start()
""",
    )
