"""Right answers between cells that show more than is kept: millions of letters, a huge message, pictures without end."""

from attacks.tools import before

RIGHT = True
POINTS = 12


def attack(notebook, folder, school):
    before(
        notebook, "from IPython.display import display\nwhile True: display({'image/png': 'A' * 3_000_000}, raw=True)"
    )
    before(notebook, "display({'image/png': 'A' * 20_000_000, 'text/plain': 'x'}, raw=True)")
    before(notebook, "raise ValueError('x' * 20_000_000)")
    before(notebook, "print('\u2588' * 4_000_000)")
