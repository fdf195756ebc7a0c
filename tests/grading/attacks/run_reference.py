"""Runs the reference solution from the course's own files."""

from attacks.tools import put


def attack(notebook, folder, school):
    source = f"""
    import json
    for cell in json.load(open({str(school.root / "source/ps1/p1.ipynb")!r}))['cells']:
        if cell['metadata'].get('nbgrader', {{}}).get('solution'): exec(''.join(cell['source']), globals())
    """
    for name in ("scale", "softmax", "counter", "weights"):
        put(notebook, name, source)
