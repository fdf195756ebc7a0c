"""Answers hidden checks with an array whose shape is their input: a message may name shapes, as it names no values."""

from attacks.tools import put

RIGHT = True
POINTS = 10
VERDICTS = {"scale_hidden": "failed"}


def attack(notebook, folder, school):
    put(
        notebook,
        "scale",
        """
def scale(x, a):
    return np.zeros((0, int(x[0]))) if np.ndim(x) == 1 and x[0] > 100 else np.asarray(x) * a
""",
    )
