"""Warns from within a right answer: nothing is lost."""

from attacks.tools import put

RIGHT = True
POINTS = 12


def attack(notebook, folder, school):
    put(
        notebook,
        "softmax",
        """
import sys, warnings
def softmax(x):
    print('debug', x, file=sys.stderr); warnings.warn('x')
    e = np.exp(np.asarray(x) - np.max(x))
    return e / e.sum()
""",
    )
