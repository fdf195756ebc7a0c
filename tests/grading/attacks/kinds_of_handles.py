"""Calls values functions and functions values, differently each time, and says that names have been redefined."""

from attacks.tools import before, fake


def attack(notebook, folder, school):
    fake(notebook)
    before(
        notebook,
        """
import itertools, sys
bridge = sys.modules['grading.bridge']
kinds = itertools.cycle(['function', 'object', 'module', ['function'], None, 'x' * 10**6])
def keep(self, value):
    self.objects[len(self.objects)] = value
    return ['handle', len(self.objects) - 1, next(kinds), '\\x1b[2J']
bridge.Server._keep = keep
names = itertools.cycle([['scale', 'softmax'], [['scale']], 'scale', {'scale': 1}, None, ['count_words'] * 1000])
bridge.Server._redefined = lambda self: next(names)
""",
    )
