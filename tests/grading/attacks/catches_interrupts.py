"""Catches the interrupt when its time is up, and then answers as it should."""

from attacks.tools import put

RIGHT = True
POINTS = 7
VERDICTS = {"scale_values": "timeout", "scale_hidden": "timeout", "softmax_values": "passed"}


def attack(notebook, folder, school):
    put(
        notebook,
        "scale",
        """
import time
def scale(x, a):
    try: time.sleep(60)
    except KeyboardInterrupt: pass
    return np.asarray(x) * a
""",
    )
