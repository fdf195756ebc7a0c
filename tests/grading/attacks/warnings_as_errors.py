"""Turns warnings into errors, with right answers: nothing is lost."""

from attacks.tools import before

RIGHT = True
POINTS = 12


def attack(notebook, folder, school):
    before(
        notebook,
        """
import numpy, warnings
warnings.simplefilter('error')
numpy.seterr(all='raise')
""",
    )
