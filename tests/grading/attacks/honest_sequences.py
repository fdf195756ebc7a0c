"""Right answers as a deque and as an array of Python's own, and a function that hands its streams to a command."""

from attacks.tools import put

RIGHT = True
POINTS = 12


def attack(notebook, folder, school):
    put(
        notebook,
        "scale",
        """
from array import array
from collections import deque
import subprocess, sys
def scale(x, a):
    subprocess.run(['true'], stdout=sys.stdout, stderr=sys.stderr, check=True)
    return deque(array('d', row * a) for row in x) if np.ndim(x) == 2 else deque(x * a)
""",
    )
    put(notebook, "weights", "from array import array\nw_nand, b_nand = array('d', [-1.0, -1.0]), 1.5")
