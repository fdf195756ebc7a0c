"""Returns a list nested ten thousand deep."""

from attacks.tools import put


def attack(notebook, folder, school):
    put(
        notebook,
        "scale",
        """
def scale(x, a):
    value = []
    for _ in range(10000): value = [value]
    return value
""",
    )
