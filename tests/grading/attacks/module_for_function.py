"""Offers a module and classes where functions are expected, to be handed the expected values."""

from attacks.tools import put


def attack(notebook, folder, school):
    put(
        notebook,
        "scale",
        """
scale = np
""",
    )
    put(
        notebook,
        "softmax",
        """
softmax = np.testing
""",
    )
    put(
        notebook,
        "counter",
        """
Counter = np.ndarray
""",
    )
    put(
        notebook,
        "weights",
        """
w_nand = np; b_nand = np
""",
    )
