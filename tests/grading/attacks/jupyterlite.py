"""Comes back from JupyterLite, with another kernelspec: nothing is lost."""

RIGHT = True
POINTS = 12


def attack(notebook, folder, school):
    notebook["metadata"] = {"kernelspec": {"name": "python", "display_name": "Python (Pyodide)", "language": "python"}}
