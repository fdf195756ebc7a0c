"""Reads expected values from its caller's frames, globals and history."""

from attacks.tools import put


def attack(notebook, folder, school):
    put(
        notebook,
        "scale",
        """
import sys, gc
def scale(x, a):
    frame = sys._getframe()
    while frame:
        for space in (frame.f_locals, frame.f_globals):
            for name, value in list(space.items()):
                if name in ('expected', 'E'): return value
        frame = frame.f_back
    for thing in gc.get_objects():
        if isinstance(thing, dict) and 'expected' in thing: return thing['expected']
    return In[-1]
""",
    )
