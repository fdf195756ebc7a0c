"""Leaves a thread that changes answers and prints while others are tested."""

from attacks.tools import before, fake

POINTS = 3  # a function that returns what the visible test expects is an answer, of a kind


def attack(notebook, folder, school):
    fake(notebook)
    before(
        notebook,
        """
import threading, time
def work():
    while True:
        globals()['scale'] = lambda x, a: [3.0, 6.0]
        print('noise'); time.sleep(0.001)
threading.Thread(target=work, daemon=True).start()
""",
    )
