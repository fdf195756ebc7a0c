"""Returns a list that holds itself."""

from attacks.tools import put


def attack(notebook, folder, school):
    put(
        notebook,
        "scale",
        """
def scale(x, a):
    value = []
    value.append(value)
    return value
""",
    )
