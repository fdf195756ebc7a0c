"""Replaces the shell's run_cell, so that every cell succeeds."""

from attacks.tools import before


def attack(notebook, folder, school):
    before(
        notebook,
        """
ip = get_ipython()
from IPython.core.interactiveshell import ExecutionResult
ip.run_cell = type(ip).run_cell = lambda *a, **k: ExecutionResult(None)
""",
    )
