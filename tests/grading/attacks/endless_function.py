"""Loops for ever in a tested function, swallowing interrupts: only that part is lost."""

from attacks.tools import put

RIGHT = True
POINTS = 8
VERDICTS = {"softmax_values": "timeout", "counter_top": "passed"}


def attack(notebook, folder, school):
    put(
        notebook,
        "softmax",
        """
def softmax(x):
    while True:
        try:
            while True: sum(range(1000))
        except BaseException: pass
""",
    )
