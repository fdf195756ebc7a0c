"""Has every number shown as full points."""

from attacks.tools import before, fake


def attack(notebook, folder, school):
    fake(notebook)
    before(
        notebook,
        """
get_ipython().display_formatter.formatters['text/plain'].for_type(int, lambda o, p, c: p.text('full'))
""",
    )
