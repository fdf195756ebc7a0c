"""Right answers that draw, display, log and print to streams they have kept: what they show is no answer."""

from attacks.tools import put

RIGHT = True
POINTS = 12


def attack(notebook, folder, school):
    put(
        notebook,
        "scale",
        """
import logging, sys
import matplotlib.pyplot as plt
from IPython.display import clear_output, display
logging.basicConfig()
OUT, ERR = sys.stdout, sys.stderr
def scale(x, a):
    plt.plot([1, 2])
    plt.show()
    display(x, a)
    clear_output()
    for stream in (OUT, ERR, OUT): print('once more', file=stream)
    logging.warning('scaled')
    sys.stdout.writelines(['with ', 'lines'])
    return np.asarray(x) * a
""",
    )
