"""Looks for ways back through what the tests pass in."""

from attacks.tools import put


def attack(notebook, folder, school):
    put(
        notebook,
        "scale",
        """
import gc
def scale(x, a):
    return [getattr(x, n, None) for n in ('base', '__array_interface__')], gc.get_referrers(x)
""",
    )
