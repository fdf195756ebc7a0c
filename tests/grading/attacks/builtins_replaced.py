"""Overrides builtins and the way errors are shown."""

from attacks.tools import before, fake


def attack(notebook, folder, school):
    fake(notebook)
    before(
        notebook,
        """
import builtins
builtins.abs = lambda x: 0
builtins.len = lambda x: 8
builtins.isinstance = lambda *a: True
builtins.AssertionError = ValueError
ip = get_ipython()
ip.showtraceback = ip._showtraceback = lambda *a, **k: None
""",
    )
