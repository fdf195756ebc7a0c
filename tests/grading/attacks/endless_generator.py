"""Returns a generator that never ends."""

from attacks.tools import put


def attack(notebook, folder, school):
    put(
        notebook,
        "scale",
        """
def scale(x, a):
    while True: yield 1.0
""",
    )
