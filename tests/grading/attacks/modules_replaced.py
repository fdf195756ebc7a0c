"""Replaces the check library and the bridge in sys.modules."""

from attacks.tools import before, fake


def attack(notebook, folder, school):
    fake(notebook)
    before(
        notebook,
        """
import sys, types
for name in list(sys.modules):
    if name.startswith(('nnlib', 'grading', 'numpy.testing')):
        module = types.ModuleType(name)
        module.__getattr__ = lambda n: (lambda *a, **k: types.SimpleNamespace(close=print, call=print, equal=print))
        sys.modules[name] = module
""",
    )
