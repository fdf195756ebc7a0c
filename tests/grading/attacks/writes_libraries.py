"""Writes into the libraries that the tests import."""

from attacks.tools import before, fake


def attack(notebook, folder, school):
    fake(notebook)
    before(
        notebook,
        """
import nnlib.checks, numpy
for path in (nnlib.checks.__file__, numpy.__file__):
    try: open(path, 'a').write('raise SystemExit'); print('SUC' + 'CEEDED')
    except OSError as error: print(type(error))
""",
    )
