"""Right answers that count on Python's own random numbers, seeded once: every copy of the process draws the same."""

from attacks.tools import put

RIGHT = True
POINTS = 12


def attack(notebook, folder, school):
    put(
        notebook,
        "scale",
        """
import random
random.seed(3)
DRAWN = []
def scale(x, a):
    DRAWN.append(random.random())
    again = random.Random(3)
    assert DRAWN == [again.random() for _ in DRAWN]
    return np.asarray(x) * a
""",
    )
    put(notebook, "weights", "w_nand = [-1.0, -1.0]\nb_nand = 1.5\nprint(b_nand)")  # more than names: copies are made
